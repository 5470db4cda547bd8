//! Words that a form says by itself in the browser: what is saved, what is missing, what to do without a network.

pub struct Keeping {
    pub saving: &'static str,
    pub saved_at: &'static str,
    pub kept_here: &'static str,
    pub restored: &'static str,
    pub offline_submit: &'static str,
    pub online_again: &'static str,
    pub refused: &'static str,
    pub picture_too_large: &'static str,
    pub similar_found: &'static str,
    pub map_help: &'static str,
    pub locating: &'static str,
    pub locate_failed: &'static str,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
}

pub const DE: Keeping = Keeping {
    saving: "Speichert …",
    saved_at: "Gespeichert um {time}",
    kept_here: "Kein Netz: um {time} auf diesem Gerät gesichert",
    restored: "Auf diesem Gerät lag eine Fassung, die noch nicht angekommen war. Wir haben sie wieder eingesetzt.",
    offline_submit: "Gerade gibt es keine Verbindung. Dein Text ist auf diesem Gerät sicher. Lass die Seite offen: Sobald das Netz wieder da ist, speichern wir ihn, und Du kannst weitermachen.",
    online_again: "Die Verbindung ist wieder da und alles ist gespeichert. Du kannst jetzt weitermachen.",
    refused: "Der Server konnte gerade nicht speichern. Dein Text ist auf diesem Gerät sicher. Drücke auf „Zwischenspeichern“, um es noch einmal zu versuchen.",
    picture_too_large: "Ein Bild darf höchstens 8 MB groß sein. Dieses ist größer: {name}",
    similar_found: "Ähnliche Vorschläge stehen unter dem Titel.",
    map_help: "Tippe auf die Karte, um einen Punkt zu setzen. Mit der Tastatur: Die Pfeiltasten bewegen den Punkt, Plus und Minus ändern die Größe der Karte.",
    locating: "Wir schauen nach, wo das ist …",
    locate_failed: "Gerade können wir nicht nachsehen, welcher Ortsteil das ist. Der Punkt bleibt.",
    zoom_in: "Karte vergrößern",
    zoom_out: "Karte verkleinern",
};

pub const EN: Keeping = Keeping {
    saving: "Saving …",
    saved_at: "Saved at {time}",
    kept_here: "No network: kept on this device at {time}",
    restored: "This device had a version that had not arrived yet. We have put it back.",
    offline_submit: "There is no connection right now. Your text is safe on this device. Leave the page open: as soon as the network is back we save it, and you can go on.",
    online_again: "The connection is back and everything is saved. You can go on now.",
    refused: "The server could not save right now. Your text is safe on this device. Press “Save for now” to try once more.",
    picture_too_large: "A picture may have 8 MB at most. This one is larger: {name}",
    similar_found: "Similar proposals are listed below the title.",
    map_help: "Tap the map to set a point. With the keyboard: the arrow keys move the point, plus and minus zoom the map.",
    locating: "We are looking up where this is …",
    locate_failed: "We cannot look up the district right now. The point stays.",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
};

pub const LS: Keeping = Keeping {
    saving: "Wir speichern …",
    saved_at: "Gespeichert um {time} Uhr",
    kept_here: "Sie haben kein Internet. Der Text ist auf diesem Gerät sicher. Es war {time} Uhr.",
    restored: "Auf diesem Gerät war noch ein Text von Ihnen. Der Text ist wieder da.",
    offline_submit: "Sie haben kein Internet. Ihr Text ist sicher. Bitte lassen Sie diese Seite offen. Das Internet kommt wieder? Dann speichern wir den Text.",
    online_again: "Das Internet ist wieder da. Alles ist gespeichert. Sie können weiter-machen.",
    refused: "Das Speichern geht gerade nicht. Ihr Text ist auf diesem Gerät sicher. Bitte drücken Sie auf „Speichern“.",
    picture_too_large: "Dieses Bild ist zu groß: {name}. Es darf 8 MB groß sein.",
    similar_found: "Unter der Überschrift stehen ähnliche Ideen.",
    map_help: "Tippen Sie auf die Karte. Dann ist dort ein Punkt. Mit der Tastatur: Die Pfeile bewegen den Punkt. Plus und Minus machen die Karte größer oder kleiner.",
    locating: "Wir suchen den Ort …",
    locate_failed: "Wir finden den Stadt-Teil gerade nicht. Der Punkt bleibt.",
    zoom_in: "Karte größer",
    zoom_out: "Karte kleiner",
};
