//! How a PostgreSQL is reached: what people wrote crosses no network in the clear, and goes to no server that only says it
//! is the right one.

use std::{io, net::IpAddr, time::Duration};

use futures_util::future::BoxFuture;
use sea_orm::{
    ConnectOptions,
    sqlx::{
        self, Connection,
        postgres::{PgConnectOptions, PgConnection, PgSslMode},
    },
};

use crate::StoreError;

/// A connection that nobody uses answers at once.
const ANSWER: Duration = Duration::from_secs(2);

/// One that comes back may have something to finish that somebody gave up.
const END: Duration = Duration::from_secs(5);

/// Refuses an address on another machine that does not insist on a checked certificate. On this machine TLS protects
/// nothing, so that it is left out where nobody asks for it.
pub(crate) fn guarded(mut options: ConnectOptions) -> Result<ConnectOptions, StoreError> {
    let address = options
        .get_url()
        .parse::<PgConnectOptions>()
        .map_err(|error| StoreError::BadSchema(format!("The address of the PostgreSQL cannot be read: {error}.")))?;
    judge(&address)?;
    options.map_sqlx_postgres_opts(|address| {
        if is_indifferent(&address) && is_here(&address) { address.ssl_mode(PgSslMode::Disable) } else { address }
    });
    options.test_before_acquire(false).map_sqlx_postgres_pool_opts(|pool| {
        let pool = pool.before_acquire(|connection, _| answers(connection, ANSWER));
        pool.after_release(|connection, _| answers(connection, END))
    });
    Ok(options)
}

/// A machine that goes down lets go of nothing: its connections are silent, and the system sends into them for a quarter of an
/// hour. Each of them would keep its place in the pool as long.
fn answers(connection: &mut PgConnection, patience: Duration) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    Box::pin(async move {
        match tokio::time::timeout(patience, connection.ping()).await {
            Ok(answer) => answer.map(|()| true),
            Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        }
    })
}

/// `require` encrypts and checks nothing; `verify-ca` takes a certificate of any public authority for any name.
fn judge(address: &PgConnectOptions) -> Result<(), StoreError> {
    if is_here(address) || matches!(address.get_ssl_mode(), PgSslMode::VerifyFull | PgSslMode::Disable) {
        return Ok(());
    }
    Err(StoreError::BadSchema(format!(
        "The PostgreSQL at {} is on another machine, and its address does not say sslmode=verify-full. Write \
         ?sslmode=verify-full at its end, and &sslrootcert=FILE where an authority of your own signed the certificate of \
         the server; or ?sslmode=disable where the way there is protected otherwise, by a tunnel.",
        address.get_host()
    )))
}

/// Whether a server without TLS would do as well, as long as nobody says otherwise.
fn is_indifferent(address: &PgConnectOptions) -> bool {
    matches!(address.get_ssl_mode(), PgSslMode::Prefer | PgSslMode::Allow)
}

fn is_here(address: &PgConnectOptions) -> bool {
    let host = address.get_host();
    let is_loopback = |host: &str| host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback());
    address.get_socket().is_some()
        || host.starts_with('/')
        || host.eq_ignore_ascii_case("localhost")
        || is_loopback(host.trim_matches(['[', ']']))
}

#[cfg(test)]
mod tests {
    use std::{
        future::pending,
        io::{Read, Write},
        net::TcpListener,
        sync::Arc,
    };

    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    use tokio::{io::copy_bidirectional, net::TcpStream, sync::Notify};

    use super::*;
    use crate::{Settings, Store, testing::empty_postgres, transactions};

    fn refusal(url: &str) -> Option<String> {
        match guarded(ConnectOptions::new(url)) {
            Ok(_) => None,
            Err(StoreError::BadSchema(words)) => Some(words),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn another_machine_is_reached_with_a_checked_certificate_or_not_at_all() {
        for fine in [
            "postgres://wegmarken@127.0.0.1/wegmarken",
            "postgres://wegmarken@localhost:5433/wegmarken?sslmode=prefer",
            "postgresql://wegmarken@[::1]/wegmarken",
            "postgres://wegmarken@%2Fvar%2Frun%2Fpostgresql/wegmarken",
            "postgres:///wegmarken?host=/var/run/postgresql",
            "postgres://wegmarken:geheim@db.example/wegmarken?sslmode=verify-full",
            "postgres://db.example/wegmarken?sslrootcert=/etc/wegmarken/ca.crt&sslmode=verify-full",
            "postgres://10.8.0.2/wegmarken?sslmode=disable",
        ] {
            assert_eq!(refusal(fine), None, "{fine}");
        }
        for wrong in [
            "postgres://wegmarken:geheim@db.example/wegmarken",
            "postgres://wegmarken:geheim@db.example/wegmarken?sslmode=prefer",
            "postgres://wegmarken:geheim@db.example/wegmarken?sslmode=require",
            "postgres://wegmarken:geheim@db.example/wegmarken?sslmode=verify-ca",
            "postgres://wegmarken:geheim@db.example/wegmarken?sslmode=disable&sslmode=require",
            "postgres://wegmarken:geheim@localhost/wegmarken?host=db.example",
            "postgres://wegmarken:geheim@localhost/wegmarken?hostaddr=192.0.2.7",
            "postgres://wegmarken:geheim@127.0.0.1.example/wegmarken",
            "postgres://wegmarken:geheim@10.8.0.2/wegmarken",
        ] {
            let words = refusal(wrong).unwrap_or_else(|| panic!("{wrong} was accepted"));
            assert!(words.contains("?sslmode=verify-full") && words.contains("sslrootcert"), "{words}");
            assert!(!words.contains("geheim"), "{words}");
        }
        assert!(refusal("postgres://db.example/wegmarken?sslmode=perhaps").unwrap().contains("cannot be read"));
    }

    #[tokio::test]
    async fn a_store_and_a_move_ask_before_they_connect() {
        let url = "postgres://wegmarken@db.invalid/wegmarken";
        for refused in [
            Store::open(&Settings::new(url)).await.err(),
            crate::moving::to_postgres(std::path::Path::new("none.db"), url).await.err(),
        ] {
            assert!(
                matches!(&refused, Some(StoreError::BadSchema(words)) if words.contains("db.invalid")),
                "{refused:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_server_without_tls_is_told_nothing_by_who_insists_on_it() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = server.local_addr().unwrap().port();
        let heard = std::thread::spawn(move || {
            let (mut client, _) = server.accept().unwrap();
            // The question whether TLS is spoken here has eight bytes; N is no.
            client.read_exact(&mut [0; 8]).unwrap();
            client.write_all(b"N").unwrap();
            let mut heard = Vec::new();
            // A connection that is broken off has said nothing either.
            let _ = client.read_to_end(&mut heard);
            heard
        });
        let url = format!("postgres://wegmarken:geheim@127.0.0.1:{port}/wegmarken?sslmode=verify-full");
        let refused = Store::open(&Settings::new(url)).await.err().unwrap().to_string();
        assert!(refused.contains("does not support TLS"), "{refused}");
        assert_eq!(heard.join().unwrap(), b"");
    }

    /// The certificate of the server that `script/postgres` starts is for `localhost` alone, signed by an authority of its own.
    #[tokio::test]
    async fn the_certificate_of_the_database_is_checked_by_signer_and_name() {
        let made = |name| std::env::var(name).ok();
        let (Some(signer), Some(stranger)) = (made("TEST_DATABASE_SIGNER"), made("TEST_DATABASE_STRANGER")) else {
            return;
        };
        let Some(url) = empty_postgres().await else { return };
        let here = url.replace("127.0.0.1", "localhost");
        let right = format!("{here}?sslmode=verify-full&sslrootcert={signer}");
        let store = Store::open_and_migrate(&Settings::new(right)).await.unwrap();
        let question = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        let row = store.read().query_one_raw(Statement::from_string(DbBackend::Postgres, question)).await.unwrap();
        assert!(row.unwrap().try_get_by_index::<bool>(0).unwrap(), "it is encrypted");
        store.close().await.unwrap();

        for (wrong, why) in [
            (format!("{here}?sslmode=verify-full&sslrootcert={stranger}"), "somebody else signed"),
            (format!("{here}?sslmode=verify-full"), "no public authority signed"),
            (format!("{url}?sslmode=verify-full&sslrootcert={signer}"), "another name"),
        ] {
            let refused = Store::open(&Settings::new(wrong)).await.err().map(|error| error.to_string());
            assert!(refused.as_ref().is_some_and(|words| words.contains("certificate")), "{why}: {refused:?}");
        }
    }

    /// Another address of a database. Connections that there are by this way say nothing any more when they are told so, and
    /// stay open.
    async fn silenceable(url: &str) -> (String, Arc<Notify>) {
        let (start, rest) = url.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("{start}@{}/{name}", listener.local_addr().unwrap());
        let (server, silence) = (server.to_owned(), Arc::<Notify>::default());
        let told = silence.clone();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let (mut server, told) = (TcpStream::connect(&server).await.unwrap(), told.clone());
                tokio::spawn(async move {
                    tokio::select! {
                        _ = copy_bidirectional(&mut client, &mut server) => {}
                        () = told.notified() => pending().await,
                    }
                });
            }
        });
        (address, silence)
    }

    #[tokio::test]
    async fn a_server_that_goes_away_without_a_word_keeps_no_place_in_the_pool() {
        let Some(url) = empty_postgres().await else { return };
        let (address, silence) = silenceable(&url).await;
        let settings = Settings { connections: 1, ..Settings::new(address) };
        let store = Store::open_and_migrate(&settings).await.unwrap();
        store.ping().await.unwrap();
        // The only connection waits for somebody who needs it.
        silence.notify_waiters();
        store.ping().await.unwrap();
        // Somebody has it, and gives up.
        let transaction = transactions::begin(&store.write).await.unwrap();
        silence.notify_waiters();
        let asked = transaction.execute_unprepared("SELECT 1");
        let answer = tokio::time::timeout(Duration::from_millis(100), asked).await;
        assert!(answer.is_err(), "{answer:?}");
        drop(transaction);
        store.ping().await.unwrap();
    }
}
