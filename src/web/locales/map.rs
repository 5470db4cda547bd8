//! Words of the shared map.

pub struct Map {
    pub source: &'static str,
    pub steering: &'static str,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub north: &'static str,
    pub south: &'static str,
    pub east: &'static str,
    pub west: &'static str,
    pub whole: &'static str,
}

pub const DE: Map = Map {
    source: "Ortsteile: Hanse- und Universitätsstadt Rostock (OpenData.HRO), CC0 1.0",
    steering: "Karte bewegen",
    zoom_in: "Näher heran",
    zoom_out: "Weiter weg",
    north: "Nach Norden",
    south: "Nach Süden",
    east: "Nach Osten",
    west: "Nach Westen",
    whole: "Ganz Rostock zeigen",
};

pub const EN: Map = Map {
    source: "Districts: Hanse- und Universitätsstadt Rostock (OpenData.HRO), CC0 1.0",
    steering: "Move the map",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    north: "Move north",
    south: "Move south",
    east: "Move east",
    west: "Move west",
    whole: "Show all of Rostock",
};

pub const LS: Map = Map {
    source: "Die Karte ist von der Stadt Rostock (OpenData.HRO), CC0 1.0",
    steering: "Die Karte bewegen",
    zoom_in: "Karte größer",
    zoom_out: "Karte kleiner",
    north: "Nach oben",
    south: "Nach unten",
    east: "Nach rechts",
    west: "Nach links",
    whole: "Ganz Rostock zeigen",
};
