//! The published marks of a call, split by the ways in which they came.

use domain::{channel::ByChannel, ids::PlaceCallId, place_calls::Verdict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Store, StoreError, entity::place_mark as mark, figures::channel, visibility::Visibility};

/// Of each category and verdict that has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkWays(Vec<(String, Verdict, ByChannel)>);

impl MarkWays {
    pub fn all(&self) -> ByChannel {
        self.those(|_, _| true)
    }

    pub fn of_category(&self, key: &str) -> ByChannel {
        self.those(|category, _| category == key)
    }

    pub fn of_verdict(&self, wanted: Verdict) -> ByChannel {
        self.those(|_, verdict| verdict == wanted)
    }

    fn those(&self, wanted: impl Fn(&str, Verdict) -> bool) -> ByChannel {
        let mut all = ByChannel::default();
        for (_, _, ways) in self.0.iter().filter(|(category, verdict, _)| wanted(category, *verdict)) {
            ways.used().for_each(|(channel, many)| all.add(channel, many));
        }
        all
    }
}

pub async fn ways(store: &Store, call: PlaceCallId) -> Result<MarkWays, StoreError> {
    let rows: Vec<(String, String, String, i64)> = mark::Entity::find()
        .select_only()
        .columns([mark::Column::Category, mark::Column::Verdict, mark::Column::Channel])
        .column_as(mark::Column::Id.count(), "many")
        .filter(mark::Column::CallId.eq(call.0))
        .filter(mark::Column::State.eq(Visibility::Published.code()))
        .group_by(mark::Column::Category)
        .group_by(mark::Column::Verdict)
        .group_by(mark::Column::Channel)
        .into_tuple()
        .all(store.read())
        .await?;
    let read = |(category, verdict, way, many): (String, String, String, i64)| -> Result<_, StoreError> {
        let verdict =
            Verdict::from_code(&verdict).ok_or_else(|| StoreError::BadSchema(format!("unknown verdict {verdict}")))?;
        let mut ways = ByChannel::default();
        ways.add(channel(&way), many);
        Ok((category, verdict, ways))
    };
    rows.into_iter().map(read).collect::<Result<_, _>>().map(MarkWays)
}

#[cfg(test)]
mod tests {
    use domain::{
        boards::Moderation,
        channel::Channel,
        ids::AccountId,
        place_calls::NewPlaceMark,
        places::LonLat,
        policy::{Acting, Role, Scope},
        proposals::PlaceChoice,
    };

    use super::*;
    use crate::{
        boards, paper,
        place_calls::{by_slug, marks},
        testing::{NOW, submission, with_demo},
    };

    #[tokio::test]
    async fn the_marks_of_one_call_add_up_and_say_which_came_on_paper() {
        for store in with_demo().await {
            boards::set_moderation(&store, "stadt", Moderation::After, NOW).await.unwrap();
            let call = by_slug(&store, "orte-die-verbinden").await.unwrap().unwrap();
            let before = ways(&store, call.id).await.unwrap();
            assert_eq!(before.all(), ByChannel { web: call.marks, ..ByChannel::default() }, "{}", store.name);
            let place = PlaceChoice::Pin(LonLat { lon: 12.1405, lat: 54.0887 });
            let text = "Hier fehlt ein Dach gegen den Regen.".into();
            let new = NewPlaceMark { category: "treffen".into(), verdict: Verdict::Bad, text, place };
            let by = Acting { account: Some(AccountId(1)), role: Role::Clerk, scope: Scope::Everywhere };
            let came = paper::Came { channel: Channel::Paper, handed_in: None };
            paper::submit_mark(&store, &by, &submission(1), &call, new, came, NOW).await.unwrap();

            let after = ways(&store, call.id).await.unwrap();
            assert_eq!((after.all().paper, after.all().total()), (1, call.marks + 1), "{}", store.name);
            assert_eq!(after.of_category("treffen").paper, 1);
            assert_eq!((after.of_verdict(Verdict::Bad).paper, after.of_verdict(Verdict::Good).paper), (1, 0));
            let shown = marks(&store, &call.slug).await.unwrap();
            let good = shown.iter().filter(|mark| mark.verdict == Verdict::Good).count();
            assert_eq!(after.of_verdict(Verdict::Good).total(), i64::try_from(good).unwrap());
            let other = by_slug(&store, "kuehle-orte").await.unwrap().unwrap();
            assert_eq!(ways(&store, other.id).await.unwrap().all().paper, 0, "of another call");
        }
    }
}
