//! `wegmarken kiosk`: tablets in public places, paired and looked after from the command line.

use domain::{
    Language, Moment,
    kiosk::{CODE_MINUTES, Offer, Setup, State},
    policy::Acting,
};
use store::{
    Store, StoreError, boards,
    kiosks::{self, Kiosk},
};
use web::site::now;

use super::{CommandError, say};
use crate::{cli, config::Config, database};

pub async fn run(config: &Config, step: cli::Kiosk) -> Result<(), CommandError> {
    let store = database::open(config).await?;
    let done = take(&store, &config.base_url, step, now()).await;
    store.close().await?;
    for line in done? {
        say(line);
    }
    Ok(())
}

async fn take(store: &Store, base_url: &str, step: cli::Kiosk, now: Moment) -> Result<Vec<String>, StoreError> {
    match step {
        cli::Kiosk::List => Ok(kiosks::list(store, &Acting::OPERATOR, now).await?.iter().map(described).collect()),
        cli::Kiosk::Add { name, place, board } => {
            let board = boards::by_slug(store, &board).await?.ok_or(StoreError::NotFound)?;
            let (languages, boards) = (Language::ALL.to_vec(), vec![board.slug]);
            let setup = Setup { name, place, languages, boards, offer: Offer::default() };
            let id = kiosks::add(store, &Acting::OPERATOR, &setup, now).await?;
            let added = kiosks::find(store, id, now).await?;
            let (code, _) = added.and_then(|kiosk| kiosk.code).ok_or(StoreError::NotFound)?;
            let how = format!("Type the code in at {base_url}/kiosk, once, within {CODE_MINUTES} minutes.");
            Ok(vec![code.to_string(), how])
        }
    }
}

fn described(kiosk: &Kiosk) -> String {
    let state = match kiosk.state {
        State::Invited => "waits for a device",
        State::Unpaired => "without a device",
        State::Working => "works",
        State::Silent => "says nothing",
        State::Revoked => "signed off",
    };
    let waiting = kiosk.health.as_ref().map_or(0, |health| health.waiting);
    let kiosks::Numbers { arrived, last, gaps, unreadable, repeats, .. } = kiosk.numbers;
    format!(
        "{}: {}\n  state: {state}\n  records: {arrived} arrived, the last is number {last}, {gaps} missing, {repeats} repeated with other content, {unreadable} unreadable, {waiting} waiting on the device",
        kiosk.id, kiosk.setup.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestApp;

    #[tokio::test]
    async fn a_kiosk_is_added_with_its_code_and_listed_with_its_numbers() {
        let app = TestApp::new().await;
        let add =
            |board: &str| cli::Kiosk::Add { name: "Ortsamt Mitte".into(), place: String::new(), board: board.into() };
        let said = take(&app.store, "https://wegmarken.example", add("stadt"), now()).await.unwrap();
        let code: domain::receipts::ReceiptCode = said[0].parse().unwrap();
        assert!(said[1].contains("https://wegmarken.example/kiosk"), "{said:?}");
        let listed = take(&app.store, "", cli::Kiosk::List, now()).await.unwrap();
        assert!(listed[0].contains("1: Ortsamt Mitte\n  state: waits for a device"), "{listed:?}");
        kiosks::pair(&app.store, &code, "key", now()).await.unwrap();
        let listed = take(&app.store, "", cli::Kiosk::List, now()).await.unwrap();
        assert!(listed[0].contains("works") && listed[0].contains("0 arrived, the last is number 0, 0 missing"));
        assert!(matches!(take(&app.store, "", add("mond"), now()).await, Err(StoreError::NotFound)));
    }
}
