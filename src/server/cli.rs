//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{Moment, kiosk::LONGEST_NAME, moderation::Rule, text::clean_line};
use store::audit::Head;

use crate::config::settings;

/// Wegmarken: the citizen-participation platform of the Hanse- und Universitätsstadt Rostock.
#[derive(Debug, Parser)]
#[command(name = "wegmarken", version, arg_required_else_help = true, after_help = settings::help())]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the platform (brings the database up to date and loads the city's content first)
    Serve,
    /// Bring the database up to date
    Migrate,
    /// Load the city's content; never overwrites what was edited
    Seed(Seed),
    /// Check contributions before they are published
    #[command(subcommand)]
    Moderation(Moderation),
    /// Show or change how the boards work
    #[command(subcommand)]
    Board(Board),
    /// Show who answers the surveys, or change it
    #[command(subcommand)]
    Survey(Survey),
    /// Show the kiosks, or add one
    #[command(subcommand)]
    Kiosk(Kiosk),
    /// Open accounts for those who work for the city, and give them roles
    #[command(subcommand)]
    Account(Account),
    /// Look whether everything is in place, without changing anything
    Check(Check),
    /// Print the description of the interface for programs (OpenAPI)
    Openapi,
    /// Copy the SQLite database into one file; the server may go on serving
    Backup(Backup),
    /// Put a backup in the place of the SQLite database; what was there is kept beside it
    Restore(Restore),
    /// Copy everything from the SQLite database into an empty PostgreSQL database
    Move(Move),
}

#[derive(Args, Debug)]
pub struct Check {
    #[command(subcommand)]
    pub what: Option<Part>,
}

/// What is looked at by itself, because it takes long.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Part {
    /// Whether the log of what staff did is whole: nothing changed, taken out or cut off
    Audit {
        /// What this printed before and was kept elsewhere: nothing up to there may have been written anew
        #[arg(long, value_name = "NUMBER:HASH")]
        kept: Option<Head>,
    },
}

#[derive(Args, Debug)]
pub struct Backup {
    /// The file to write
    pub file: PathBuf,
    /// Replace the file when it is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Args, Debug)]
pub struct Restore {
    /// A file that `backup` wrote
    pub file: PathBuf,
}

#[derive(Args, Debug)]
pub struct Move {
    /// The new database, postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, value_name = "URL")]
    pub to: String,
}

#[derive(Args, Debug)]
pub struct Seed {
    /// Load the demo contributions too (again and again without doubling them)
    #[arg(long, conflicts_with = "remove_demo")]
    pub demo: bool,
    /// Remove everything that was loaded as demo
    #[arg(long)]
    pub remove_demo: bool,
    /// Generate this many proposals for measurements
    #[arg(long, value_name = "N", conflicts_with = "remove_demo")]
    pub scale: Option<u64>,
    /// Make up this many people who support and discuss them, one in five with an account
    #[arg(long, value_name = "N", requires = "scale")]
    pub scale_people: Option<u64>,
    /// The same number generates the same proposals
    #[arg(long, value_name = "S", default_value_t = 1, requires = "scale")]
    pub seed: u64,
}

#[derive(Debug, Subcommand)]
pub enum Moderation {
    /// Show what waits for a check
    List,
    /// Publish a contribution
    Publish {
        kind: Kind,
        /// The number that `list` shows
        id: i64,
    },
    /// Refuse a contribution
    Reject {
        kind: Kind,
        /// The number that `list` shows
        id: i64,
        /// Number of the published rule that it breaks
        #[arg(long, value_name = "NUMBER", value_parser = rule)]
        rule: Rule,
        /// Why; its author reads it
        #[arg(long, value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
        reason: String,
    },
}

fn rule(number: &str) -> Result<Rule, String> {
    let known = || Rule::ALL.map(|rule| rule.number().to_string()).join(", ");
    Rule::parse(number).ok_or_else(|| format!("the rules about contributions are {}", known()))
}

fn moment(time: &str) -> Result<Moment, String> {
    web::rostock_time(time).ok_or_else(|| "write day and time like this: 2027-03-01T08:00".to_owned())
}

/// When something ends, if it does.
#[derive(Clone, Copy, Debug)]
pub struct End(pub Option<Moment>);

fn end(time: &str) -> Result<End, String> {
    if time == "never" { Ok(End(None)) } else { moment(time).map(|at| End(Some(at))) }
}

#[derive(Debug, Subcommand)]
pub enum Board {
    /// Show the settings of a board
    Show {
        #[arg(long, value_name = "SLUG", default_value = "stadt")]
        board: String,
    },
    /// Open another board; it begins with the settings of the board `stadt`
    Add {
        /// What it is called, in German
        #[arg(value_parser = domain::boards::title)]
        title: String,
        /// The word in its addresses; made from the title without it
        #[arg(long, value_name = "SLUG", default_value = "")]
        slug: String,
        /// When it opens, in the time of Rostock (2027-03-01T08:00); at once without it
        #[arg(long, value_name = "TIME", value_parser = moment)]
        opens: Option<Moment>,
        /// When it closes; it stays open without it
        #[arg(long, value_name = "TIME", value_parser = moment)]
        closes: Option<Moment>,
    },
    /// Change settings of a board
    Set {
        #[arg(long, value_name = "SLUG", default_value = "stadt")]
        board: String,
        /// What it is called, in German
        #[arg(long, value_name = "TITLE", value_parser = domain::boards::title)]
        title: Option<String>,
        /// When it opens, in the time of Rostock (2027-03-01T08:00)
        #[arg(long, value_name = "TIME", value_parser = moment)]
        opens: Option<Moment>,
        /// When it closes, in the same way, or `never`
        #[arg(long, value_name = "TIME", value_parser = end)]
        closes: Option<End>,
        /// When contributions of guests appear: after a check, or at once
        #[arg(long, value_name = "WHEN")]
        moderation: Option<When>,
        /// Supports after which the responsible office has to answer
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..))]
        support_goal: Option<i64>,
        /// Days from publication in which an office answers
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=365))]
        answer_days: Option<i64>,
        /// How many people of an office stand behind an answer
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=2))]
        approvers: Option<i64>,
        /// Doubtful contributions in ten minutes after which everything is checked first for a while
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..))]
        flood_limit: Option<i64>,
        /// Who takes part: guests too, people with a confirmed e-mail address, or confirmed residents
        #[arg(long, value_name = "LEVEL")]
        level: Option<Level>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Survey {
    /// Show all surveys
    List,
    /// Change who answers a survey
    Set {
        /// The last part of its address
        survey: String,
        /// Who answers: guests too, people with a confirmed e-mail address, or confirmed residents
        #[arg(long, value_name = "LEVEL")]
        level: Level,
    },
}

#[derive(Debug, Subcommand)]
pub enum Kiosk {
    /// Show every kiosk, how it is, and which of its records arrived
    List,
    /// Add a kiosk and print the code with which a device is paired
    Add {
        #[arg(value_parser = kiosk_name)]
        name: String,
        /// Where it stands
        #[arg(long, value_name = "TEXT", default_value = "")]
        place: String,
        /// The board that it shows; more are chosen under /verwaltung/kiosks
        #[arg(long, value_name = "SLUG", default_value = "stadt")]
        board: String,
    },
}

fn kiosk_name(typed: &str) -> Result<String, String> {
    let name = clean_line(typed);
    let length = name.chars().count();
    if (1..=LONGEST_NAME).contains(&length) { Ok(name) } else { Err(format!("1 to {LONGEST_NAME} characters")) }
}

#[derive(Debug, Subcommand)]
pub enum Account {
    /// Open an account if there is none, give it a role, and print a link with which its password is set
    Add {
        /// The e-mail address with which the person signs in
        email: String,
        #[command(flatten)]
        grant: GrantArgs,
    },
    /// Give a role to an account, or take it back
    Role {
        email: String,
        #[command(flatten)]
        grant: GrantArgs,
        /// Take the role back
        #[arg(long)]
        take: bool,
    },
}

#[derive(Args, Debug)]
pub struct GrantArgs {
    #[arg(long, value_name = "ROLE")]
    pub role: StaffRole,
    /// For the role `office`: the short name of the office. For the role `editor`: of the one whose pages they look after,
    /// if not after all
    #[arg(long, value_name = "SLUG", required_if_eq("role", "office"))]
    pub office: Option<String>,
    /// For the role `council`: the number of the Ortsbeirat's area
    #[arg(long, value_name = "N", required_if_eq("role", "council"))]
    pub council: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StaffRole {
    Clerk,
    Editor,
    Moderator,
    Office,
    Council,
    Sponsor,
    Administrator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// After a check
    Before,
    /// At once
    After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    Guest,
    Email,
    Resident,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Proposal,
    Comment,
    PlaceMark,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_names_every_command_and_every_setting() {
        let help = Cli::command().render_long_help().to_string();
        for word in [
            "serve",
            "migrate",
            "seed",
            "moderation",
            "kiosk",
            "account",
            "check",
            "openapi",
            "backup",
            "restore",
            "move",
        ] {
            assert!(help.contains(word), "{word}");
        }
        for setting in settings::ALL {
            assert!(help.contains(setting.name), "{}", setting.name);
        }
    }

    #[test]
    fn a_refusal_needs_its_reason() {
        assert!(Cli::try_parse_from(["wegmarken", "moderation", "reject", "proposal", "3"]).is_err());
        let no_such_rule = ["wegmarken", "moderation", "reject", "proposal", "3", "--rule", "2", "--reason", "x"];
        assert!(Cli::try_parse_from(no_such_rule).is_err());
        assert!(
            Cli::try_parse_from([
                "wegmarken",
                "moderation",
                "reject",
                "place-mark",
                "3",
                "--rule",
                "9",
                "--reason",
                "Doppelt"
            ])
            .is_ok()
        );
    }
}
