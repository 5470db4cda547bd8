//! The board in numbers. Only what is listed counts.

mod channels;
mod counted;
mod split;

pub(crate) use channels::channel;
pub use channels::{Ways, by_channel};
pub(crate) use counted::Cache;
pub use counted::Which;
use counted::counted;
use domain::{
    Goal, Theme,
    ids::AreaId,
    proposals::{Status, ThemeFigures},
};
pub use split::{Split, split};

use crate::{Store, StoreError, areas};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overall {
    pub proposals: i64,
    pub supports: i64,
    pub comments: i64,
    pub implemented: i64,
    /// Proposals that an office works on or decided.
    pub answered: i64,
}

pub async fn overall(store: &Store) -> Result<Overall, StoreError> {
    let mut overall = Overall::default();
    for row in &counted(store, Which::All).await?.by_status {
        overall.proposals += row.many;
        overall.supports += row.supports;
        overall.comments += row.comments;
        match Status::from_code(&row.status) {
            Some(Status::Published) | None => {}
            Some(status) => {
                overall.answered += row.many;
                overall.implemented += if status == Status::Implemented { row.many } else { 0 };
            }
        }
    }
    Ok(overall)
}

pub async fn of_theme(store: &Store, theme: Theme) -> Result<ThemeFigures, StoreError> {
    figures(store, Which::Theme(theme)).await
}

pub async fn of_goal(store: &Store, goal: Goal) -> Result<ThemeFigures, StoreError> {
    figures(store, Which::Goal(goal)).await
}

/// Listed proposals of each Ortsteil that has any.
pub async fn by_district(store: &Store) -> Result<Vec<(AreaId, i64)>, StoreError> {
    Ok(counted(store, Which::All).await?.by_district.clone())
}

async fn figures(store: &Store, which: Which) -> Result<ThemeFigures, StoreError> {
    let counted = counted(store, which).await?;
    let mut figures = ThemeFigures::default();
    // In the order in which a proposal passes through them.
    for status in Status::LISTED {
        for row in counted.by_status.iter().filter(|row| row.status == status.code()) {
            figures.by_status.push((status, row.many));
            figures.supports += row.supports;
            figures.comments += row.comments;
        }
    }
    let reference = areas::reference(store).await?;
    for (id, many) in &counted.by_district {
        if let Some(area) = reference.area(*id) {
            figures.districts.push((*id, area.name.clone(), *many));
        }
    }
    figures.districts.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.1.cmp(&other.1)));
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, with_demo};

    #[tokio::test]
    async fn the_parts_add_up_to_the_whole() {
        for store in with_demo().await {
            let whole = overall(&store).await.unwrap();
            let mut parts = Overall::default();
            for theme in Theme::ALL {
                let figures = of_theme(&store, theme).await.unwrap();
                parts.proposals += figures.total();
                parts.supports += figures.supports;
                parts.comments += figures.comments;
                parts.implemented += figures.of(&[Status::Implemented]);
            }
            assert!(whole.proposals > 90 && whole.answered > 40, "{whole:?}");
            assert_eq!(parts, Overall { answered: 0, ..whole }, "{}", store.name);
            let goal = of_goal(&store, Goal::Mitdenkend).await.unwrap();
            assert!((1..=whole.proposals).contains(&goal.total()));
            let in_districts: i64 = by_district(&store).await.unwrap().iter().map(|(_, many)| many).sum();
            assert!((60..=whole.proposals).contains(&in_districts), "{in_districts}");
        }
    }

    #[tokio::test]
    async fn a_write_is_counted_at_once() {
        for store in with_demo().await {
            assert!(overall(&store).await.unwrap().proposals > 90);
            crate::seed::remove_demo(&store, NOW).await.unwrap();
            assert_eq!(overall(&store).await.unwrap(), Overall::default(), "{}", store.name);
        }
    }
}
