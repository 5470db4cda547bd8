//! `wegmarken account`: those who work for the city. The first administrator of an installation comes in this way.

use domain::{
    Language, Moment,
    accounts::Email,
    ids::AreaId,
    policy::{Acting, Grant, Role, Scope},
};
use store::{
    Store, accounts, offices, roles,
    tickets::{self, Purpose},
};
use web::site::now;

use super::{CommandError, say};
use crate::{
    cli::{Account, GrantArgs, StaffRole},
    config::Config,
    database,
};

pub async fn run(config: &Config, step: Account) -> Result<(), CommandError> {
    let store = database::open(config).await?;
    let done = take(&store, &config.base_url, step, now()).await;
    store.close().await?;
    say(done?);
    Ok(())
}

/// Does it and says what was done.
async fn take(store: &Store, base_url: &str, step: Account, now: Moment) -> Result<String, CommandError> {
    match step {
        Account::Add { email, grant } => {
            let email = read(&email)?;
            let grant = granted(store, &grant).await?;
            let account = match accounts::by_email(store, &email).await? {
                Some(account) => account.id,
                None => accounts::open(store, new(&email), now).await?,
            };
            roles::give(store, &Acting::OPERATOR, account, grant, now).await?;
            let token = tickets::make(store, Purpose::NewPassword, Some(account), "", now).await?;
            Ok(format!("{base_url}/passwort/{token}\nThe link sets the password once, within 30 minutes."))
        }
        Account::Role { email, grant, take } => {
            let address = read(&email)?;
            let grant = granted(store, &grant).await?;
            let found = accounts::by_email(store, &address).await?;
            let account = found.ok_or(CommandError::NoSuchAccount(email))?.id;
            if take {
                roles::take(store, &Acting::OPERATOR, account, grant, now).await?;
                Ok(format!("Taken: {}", grant.role.code()))
            } else {
                roles::give(store, &Acting::OPERATOR, account, grant, now).await?;
                Ok(format!("Given: {}", grant.role.code()))
            }
        }
    }
}

fn read(typed: &str) -> Result<Email, CommandError> {
    Email::parse(typed).map_err(|_| CommandError::NotAnEmail(typed.to_owned()))
}

/// Whoever opens the account knows the person.
fn new(email: &Email) -> accounts::NewAccount {
    accounts::NewAccount {
        email: email.clone(),
        name: None,
        password_hash: None,
        language: Language::De,
        is_confirmed: true,
    }
}

async fn granted(store: &Store, args: &GrantArgs) -> Result<Grant, CommandError> {
    let role = Role::from(args.role);
    let scope = match (role, &args.office, args.council) {
        (Role::Office | Role::Editor, Some(slug), _) => {
            let all = offices::list(store).await?;
            let office = all.into_iter().find(|office| office.slug == *slug);
            Scope::Office(office.ok_or_else(|| CommandError::NoSuchOffice(slug.clone()))?.id)
        }
        (Role::Council, _, Some(area)) => Scope::Council(AreaId(area)),
        _ => Scope::Everywhere,
    };
    Grant::new(role, scope).ok_or(CommandError::RoleDoesNotFit(role.code()))
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Clerk => Self::Clerk,
            StaffRole::Editor => Self::Editor,
            StaffRole::Moderator => Self::Moderator,
            StaffRole::Office => Self::Office,
            StaffRole::Council => Self::Council,
            StaffRole::Sponsor => Self::Sponsor,
            StaffRole::Administrator => Self::Administrator,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestApp;

    fn grant(role: StaffRole, office: Option<&str>) -> GrantArgs {
        GrantArgs { role, office: office.map(str::to_owned), council: None }
    }

    #[tokio::test]
    async fn an_installation_gets_its_first_administrator() {
        let app = TestApp::new().await;
        let add = || Account::Add { email: "Ada@example.org".into(), grant: grant(StaffRole::Administrator, None) };
        let said = take(&app.store, "https://wegmarken.example", add(), now()).await.unwrap();
        assert!(said.starts_with("https://wegmarken.example/passwort/"), "{said}");
        take(&app.store, "", add(), now()).await.unwrap();
        let account = accounts::by_email(&app.store, &read("ada@example.org").unwrap()).await.unwrap().unwrap();
        let role = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
        assert_eq!(roles::of_account(&app.store, account.id).await.unwrap(), [role]);

        let unknown =
            Account::Role { email: "eve@example.org".into(), grant: grant(StaffRole::Moderator, None), take: false };
        assert!(matches!(take(&app.store, "", unknown, now()).await, Err(CommandError::NoSuchAccount(_))));
        for role in [StaffRole::Office, StaffRole::Editor] {
            let nowhere =
                Account::Role { email: "ada@example.org".into(), grant: grant(role, Some("mond")), take: false };
            assert!(matches!(take(&app.store, "", nowhere, now()).await, Err(CommandError::NoSuchOffice(_))));
        }
        let back =
            Account::Role { email: "ada@example.org".into(), grant: grant(StaffRole::Administrator, None), take: true };
        take(&app.store, "", back, now()).await.unwrap();
        assert_eq!(roles::of_account(&app.store, account.id).await.unwrap(), []);
    }
}
