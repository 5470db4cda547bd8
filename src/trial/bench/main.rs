//! `make bench`: how fast the built program is, as one table and as JSON; in parts, each of which can be measured by itself.
//! Builds nothing, starts its own servers on databases of its own, and compares pages with a static file that the same server
//! serves. `make soak`: whether a
//! server stays as it is for hours.

mod every_page;
mod lists;
mod load;
mod machine;
mod pages;
mod phone;
mod report;
mod restore;
mod soak;
mod storm;
mod writes;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::{Parser, ValueEnum};
use report::Report;
use tempfile::TempDir;
use trial::{Program, Running};

#[derive(Clone, Debug, Parser)]
pub struct Options {
    /// The built program
    #[arg(long)]
    binary: PathBuf,
    /// The folder with the built style, scripts and pictures
    #[arg(long)]
    site: PathBuf,
    /// What is measured; without it all of it
    #[arg(long, value_enum, value_delimiter = ',')]
    parts: Vec<Part>,
    /// Numbers of proposals to measure with
    #[arg(long, value_delimiter = ',', default_value = "1000,100000,1000000")]
    sizes: Vec<u64>,
    /// How long each stretch of load lasts
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// How often each is repeated
    #[arg(long, default_value_t = 3)]
    repeats: usize,
    /// Connections that ask at the same time
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// People in the city in which every page is measured, with a support and a comment each; it has a tenth as many proposals
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(10..))]
    people: u64,
    /// So many gigabytes, or a little more, are backed up and restored
    #[arg(long, default_value_t = 1.0)]
    gigabytes: f64,
    /// How long a storm lasts at its highest, in seconds
    #[arg(long, env = "WEGMARKEN_STORM_SECONDS", default_value_t = 300)]
    storm: u64,
    /// Measures pages in a browser on a slow phone; its first argument is the address of the server
    #[arg(long)]
    phone: Option<PathBuf>,
    /// Instead of all this: people read and write for so many minutes at half of what the machine can do; fails when anything grows
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    soak: Option<u64>,
    /// Where the chance of that comes from; without it by chance
    #[arg(long, env = "WEGMARKEN_SEED")]
    seed: Option<u64>,
    /// Where the figures go as JSON
    #[arg(long)]
    json: PathBuf,
}

impl Options {
    fn stretch(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    fn storm(&self) -> Duration {
        Duration::from_secs(self.storm)
    }

    fn parts(&self) -> &[Part] {
        if self.parts.is_empty() { Part::value_variants() } else { &self.parts }
    }

    /// Figures are those of a machine, and writes those of its disk.
    fn machine(&self) -> String {
        format!("{}, databases on {}", machine::describe(), machine::file_system(self.folder()))
    }

    /// How it is measured, for programs.
    fn how(&self) -> serde_json::Value {
        let Self { sizes, seconds, repeats, connections, people, gigabytes, storm, .. } = self;
        serde_json::json!({
            "sizes": sizes, "seconds": seconds, "repeats": repeats, "connections": connections, "people": people,
            "gigabytes": gigabytes, "storm_seconds": storm,
        })
    }

    /// Databases lie beside the figures: the folder for what is temporary is often in memory, where nothing is durable.
    fn folder(&self) -> &Path {
        match self.json.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        }
    }
}

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Part {
    /// The pages that people open most, under load, beside the same bytes as a file
    Pages,
    /// Fifty proposals on a page, and a table of a thousand rows
    Lists,
    /// Every page that everybody may read, in a city in which many have taken part
    EveryPage,
    /// Supports that are on the disk, and the start after a kill
    Writes,
    /// Twenty times as many people as usual, for minutes
    Storm,
    /// A database that is backed up and restored
    Restore,
    /// A browser on a slow phone
    Phone,
}

impl Part {
    async fn measure(self, options: &Options, report: &mut Report) -> io::Result<()> {
        match self {
            Self::Pages => pages::measure(options, report).await,
            Self::Lists => lists::measure(options, report).await,
            Self::EveryPage => every_page::measure(options, report).await,
            Self::Writes => writes::measure(options, report).await,
            Self::Storm => storm::measure(options, report).await,
            Self::Restore => restore::measure(options, report).await,
            Self::Phone => phone::measure(options, report).await,
        }
    }
}

const DATABASE: &str = "bench.db";

/// A server on a database of its own with so many proposals.
struct City {
    program: Program,
    server: Running,
    /// The site with files that only the measurement needs.
    site: PathBuf,
    folder: TempDir,
}

impl City {
    async fn of(options: &Options, proposals: u64) -> io::Result<Self> {
        Self::seeded(options, &["seed", "--scale", &proposals.to_string()]).await
    }

    /// With the demo, of which there is one of everything, and with people who support and discuss the generated proposals.
    async fn with_people(options: &Options, proposals: u64, people: u64) -> io::Result<Self> {
        let (proposals, people) = (proposals.to_string(), people.to_string());
        Self::seeded(options, &["seed", "--demo", "--scale", &proposals, "--scale-people", &people]).await
    }

    async fn seeded(options: &Options, seed: &[&str]) -> io::Result<Self> {
        let folder = tempfile::tempdir_in(options.folder())?;
        let site = folder.path().join("site");
        copy(&options.site, &site)?;
        let database = folder.path().join(DATABASE);
        let program = Program::new(&options.binary)
            .with("DATABASE_URL", format!("sqlite://{}", database.display()))
            .with("WEGMARKEN_SITE_ROOT", site.display())
            .with("LEPTOS_SITE_ROOT", "")
            .with("LEPTOS_HASH_FILE_NAME", "")
            .with("WEGMARKEN_RATE_LIMITS", "off")
            .with("WEGMARKEN_STYLEGUIDE", true)
            .with("WEGMARKEN_SECRET", "only for figures, only for figures, only for figures")
            // As it is handed out. Nobody reads the log, and each request writes into it.
            .with("WEGMARKEN_LOG", "info")
            .with("WEGMARKEN_LOG_FORMAT", "json");
        succeed(&program, seed)?;
        succeed(&program, &["board", "set", "--moderation", "after"])?;
        let server = program.serve().await?;
        load::meet_somebody(server.address).await.map_err(|_| io::Error::other("nobody can begin a draft"))?;
        Ok(Self { program, server, site, folder })
    }

    /// The code that makes a tablet a kiosk of this city.
    fn add_kiosk(&self) -> io::Result<String> {
        let said = succeed(&self.program, &["kiosk", "add", "Ortsamt"])?;
        said.lines().next().map(str::to_owned).ok_or_else(|| io::Error::other("no code was printed"))
    }

    /// The link with which an editor of this city sets a password.
    fn add_editor(&self) -> io::Result<String> {
        let said = succeed(&self.program, &["account", "add", "editor@stadt.example", "--role", "editor"])?;
        said.lines().next().map(str::to_owned).ok_or_else(|| io::Error::other("no link was printed"))
    }

    fn pid(&self) -> u32 {
        self.server.pid()
    }

    /// What its database takes on the disk, the log beside it included.
    fn bytes_on_disk(&self) -> io::Result<u64> {
        let mut all = 0;
        for entry in fs::read_dir(self.folder.path())? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(DATABASE) {
                all += entry.metadata()?.len();
            }
        }
        Ok(all)
    }
}

/// What the program printed.
fn succeed(program: &Program, arguments: &[&str]) -> io::Result<String> {
    let ran = program.run(arguments)?;
    if ran.status.success() {
        return Ok(String::from_utf8_lossy(&ran.stdout).into_owned());
    }
    Err(io::Error::other(format!("{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr))))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    // Beside the folder stands which build its files are of.
    let hashes = from.with_file_name("site-hash.txt");
    if hashes.is_file() {
        fs::copy(hashes, to.with_file_name("site-hash.txt"))?;
    }
    Ok(())
}

#[tokio::main]
async fn main() -> io::Result<ExitCode> {
    let options = Options::parse();
    if let Some(minutes) = options.soak {
        let holds = soak::run(&options, minutes).await?;
        return Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let machine = options.machine();
    let mut report = Report::of(&machine).measured(options.how());
    eprintln!("{machine}");
    for part in options.parts() {
        // A machine without a browser still wants the other figures, and what was measured is not lost with the rest.
        if let Err(error) = part.measure(&options, &mut report).await {
            eprintln!("{part:?}: {error}");
            report.heading(format!("{part:?}, in part"));
            report.add("not measured", error.to_string(), serde_json::Value::Null);
        }
        report.keep(&options.json)?;
    }
    println!(
        "\n{machine}; {} repetitions of {} s, {} connections",
        options.repeats, options.seconds, options.connections
    );
    println!("{}", report.to_text());
    report.keep(&options.json)?;
    Ok(ExitCode::SUCCESS)
}
