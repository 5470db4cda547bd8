//! `wegmarken survey`: who may answer a survey.

use domain::{accounts::Level, policy::Acting, surveys::Survey};
use store::{Store, StoreError, surveys};
use web::site::now;

use super::{CommandError, say};
use crate::{cli, config::Config, database};

pub async fn run(config: &Config, step: cli::Survey) -> Result<(), CommandError> {
    let store = database::open(config).await?;
    let done = take(&store, step).await;
    store.close().await?;
    for survey in done? {
        say(described(&survey));
    }
    Ok(())
}

async fn take(store: &Store, step: cli::Survey) -> Result<Vec<Survey>, StoreError> {
    match step {
        cli::Survey::List => surveys::list(store, now()).await,
        cli::Survey::Set { survey, level } => {
            surveys::set_needed_level(store, &Acting::OPERATOR, &survey, level.into(), now()).await?;
            Ok(surveys::by_slug(store, &survey).await?.into_iter().collect())
        }
    }
}

fn described(survey: &Survey) -> String {
    let level = match survey.needed_level {
        Level::Guest => "everybody answers",
        Level::EmailConfirmed => "people with a confirmed e-mail address answer",
        Level::ResidentConfirmed => "confirmed residents answer",
    };
    format!("{}: {}\n  level: {level}\n  responses: {}", survey.slug, survey.title, survey.responses)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::config;

    #[tokio::test]
    async fn who_answers_a_survey_is_set_and_listed() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config();
        config.database_url = format!("sqlite://{}", folder.path().join("test.db").display());
        let store = database::open_and_migrate(&config).await.unwrap();
        store::seed::content(&store, now()).await.unwrap();
        store::seed::demo(&store, now()).await.unwrap();
        let survey = "stadt-und-digitale-hilfe".to_owned();
        let set = cli::Survey::Set { survey: survey.clone(), level: cli::Level::Resident };
        let set = take(&store, set).await.unwrap();
        assert!(described(&set[0]).contains("confirmed residents answer"));
        let listed = take(&store, cli::Survey::List).await.unwrap();
        let listed = listed.iter().find(|one| one.slug == survey).unwrap();
        assert_eq!(listed.needed_level, Level::ResidentConfirmed);
        let missing = cli::Survey::Set { survey: "anderswo".into(), level: cli::Level::Guest };
        assert!(matches!(take(&store, missing).await, Err(StoreError::NotFound)));
    }
}
