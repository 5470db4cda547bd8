mod authors;
mod deciding;
mod finding;
mod listing;
mod submitting;
