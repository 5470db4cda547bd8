//! Words of blocks that are more than text, and for those who write them.

use domain::blocks::BlockKind;

use super::Plural;

pub struct SpecialBlocks {
    pub all_of_theme: &'static str,
    pub map_label: &'static str,
    pub whole_city: &'static str,
    pub map_more: &'static str,
    pub figure_comments: Plural,
    /// How to write each kind: accordion, board, map, indicator, image, files, video.
    pub hints: [&'static str; 7],
    pub hints_title: &'static str,

    pub source: &'static str,
    pub picture: &'static str,
    pub video: &'static str,
    pub captions: &'static str,
    pub download: &'static str,
    pub watch: &'static str,
    pub watch_elsewhere: &'static str,
    pub elsewhere_note: &'static str,

    pub file: &'static str,
    /// What may come: picture, file, video.
    pub file_hints: [&'static str; 3],
    pub upload: &'static str,
    pub no_file: &'static str,
    pub unfit: &'static str,
    pub runs: &'static str,
    pub infected: &'static str,
    pub unseen: &'static str,
    pub too_large: &'static str,
    pub not_here: &'static str,
    pub broken: &'static str,
}

impl SpecialBlocks {
    const HINTED: [BlockKind; 7] = [
        BlockKind::Accordion,
        BlockKind::Board,
        BlockKind::Map,
        BlockKind::Indicator,
        BlockKind::Image,
        BlockKind::Files,
        BlockKind::Video,
    ];

    /// How to write a block of this kind, where that is not simply text.
    pub fn hint(&self, kind: BlockKind) -> Option<&'static str> {
        self.all_hints().find(|(known, _)| *known == kind).map(|(_, hint)| hint)
    }

    /// Which files a block of this kind takes.
    pub fn file_hint(&self, kind: BlockKind) -> &'static str {
        let [picture, file, video] = self.file_hints;
        match kind {
            BlockKind::Image => picture,
            BlockKind::Video => video,
            _ => file,
        }
    }

    pub fn all_hints(&self) -> impl Iterator<Item = (BlockKind, &'static str)> + use<> {
        Self::HINTED.into_iter().zip(self.hints)
    }
}

pub const DE: SpecialBlocks = SpecialBlocks {
    all_of_theme: "Alle Vorschläge zu {theme}",
    map_label: "Offene Vorschläge auf der Karte: {n} ({about})",
    whole_city: "ganz Rostock",
    map_more: "Zur großen Karte und zur Liste",
    figure_comments: Plural { one: "Kommentar", other: "Kommentare" },
    hints: [
        "Jede Überschrift wird zu einer Zeile, die sich aufklappen lässt. Was vor der ersten steht, bleibt immer sichtbar.",
        "Füge den Block leer ein: Danach wählst Du das Leitthema. Was Du hier schreibst, steht darüber.",
        "Zeigt alle offenen Vorschläge der Stadt. Danach kannst Du ein Leitthema wählen. Was Du hier schreibst, steht darüber.",
        "Füge den Block leer ein: Danach wählst Du, was gezählt wird, und auf Wunsch ein Leitthema. Was Du hier schreibst, steht darüber.",
        "Füge den Block leer ein: Danach kommen Felder für das Bild, den Alternativtext, die Unterschrift, die Quelle und den Ausschnitt. Was Du hier schreibst, steht unter dem Bild.",
        "Füge den Block leer ein: Danach lädst Du eine Datei nach der anderen hoch und gibst jeder einen Namen. Was Du hier schreibst, steht darunter.",
        "Füge den Block leer ein: Danach lädst Du den Film hoch, dann seine Untertitel und ein Vorschaubild; oder Du nennst die Adresse eines Films, der anderswo ist. Was Du hier schreibst, steht darunter.",
    ],
    hints_title: "So schreibst Du besondere Blöcke",

    source: "Quelle: {source}",
    picture: "Bild",
    video: "Video",
    captions: "Untertitel",
    download: "Video herunterladen ({file})",
    watch: "Video ansehen",
    watch_elsewhere: "Video ansehen bei {host}",
    elsewhere_note: "Der Link führt zu {host}. Dort gelten andere Regeln, auch für Deine Daten. Vorher wird nichts von dort geladen.",

    file: "Datei",
    file_hints: [
        "JPEG, PNG oder WebP, höchstens 10 MB. Ort, Gerät und Datum der Aufnahme werden entfernt.",
        "PDF, Word, Excel, PowerPoint oder OpenDocument, höchstens 20 MB, ohne Makros; oder ein Bild. Wer ein Dokument geschrieben hat und womit, steht danach nicht mehr darin, außer es ist ein PDF, unterschrieben oder verschlüsselt; Kommentare darin bleiben.",
        "MP4 oder WebM, höchstens 28 MB. Untertitel als WebVTT. Vorschaubild als JPEG, PNG oder WebP.",
    ],
    upload: "Hochladen und einsetzen",
    no_file: "Wähle zuerst eine Datei.",
    unfit: "Das ist keine Datei, die wir annehmen, oder sie ist nicht vollständig. {hint}",
    runs: "In dieser Datei steckt ein Programm (Makro oder Skript). Speichere sie ohne und lade sie noch einmal hoch.",
    infected: "Der Virenscanner hält diese Datei für schädlich; sie ist nicht gespeichert. Öffne sie nicht mehr, sag der IT Bescheid \
               und lade eine andere hoch. Dein Text steht noch hier.",
    unseen: "Der Virenscanner antwortet gerade nicht, und ohne ihn nehmen wir keine Datei. Dein Text steht noch hier. Versuche es \
             später noch einmal, und sag der IT Bescheid.",
    too_large: "Die Datei ist zu groß: höchstens {most} MB. Mach sie kleiner oder teile sie auf.",
    not_here: "Diese Art von Datei gehört nicht in diesen Block. {hint}",
    broken: "Die Datei ist nicht ganz angekommen. Lade sie noch einmal hoch; Dein Text steht noch hier.",
};

pub const EN: SpecialBlocks = SpecialBlocks {
    all_of_theme: "All proposals on {theme}",
    map_label: "Open proposals on the map: {n} ({about})",
    whole_city: "all of Rostock",
    map_more: "To the large map and the list",
    figure_comments: Plural { one: "comment", other: "comments" },
    hints: [
        "Every heading becomes a line that can be unfolded. What stands before the first one is always visible.",
        "Insert the block empty: then you choose the guiding theme. What you write here stands above.",
        "Shows all open proposals of the city. Afterwards you may choose a guiding theme. What you write here stands above.",
        "Insert the block empty: then you choose what is counted and, if you like, a guiding theme. What you write here stands above.",
        "Insert the block empty: then there are fields for the picture, the alternative text, the caption, the source and the crop. What you write here stands below the picture.",
        "Insert the block empty: then you upload one file after the other and give each a name. What you write here stands below.",
        "Insert the block empty: then you upload the film, its captions and a picture to be seen before it starts; or you name the address of a film that is elsewhere. What you write here stands below.",
    ],
    hints_title: "How to write special blocks",

    source: "Source: {source}",
    picture: "Picture",
    video: "Video",
    captions: "Captions",
    download: "Download the video ({file})",
    watch: "Watch the video",
    watch_elsewhere: "Watch the video at {host}",
    elsewhere_note: "The link leads to {host}. Other rules apply there, also for your data. Nothing is loaded from there before.",

    file: "File",
    file_hints: [
        "JPEG, PNG or WebP, at most 10 MB. Place, device and date of the photograph are removed.",
        "PDF, Word, Excel, PowerPoint or OpenDocument, at most 20 MB, without macros; or a picture. The names of its author and program are taken out of a document unless it is a PDF, signed or encrypted; comments in it stay.",
        "MP4 or WebM, at most 28 MB. Captions as WebVTT. The picture before it starts as JPEG, PNG or WebP.",
    ],
    upload: "Upload and insert",
    no_file: "Choose a file first.",
    unfit: "This is no file that we take, or it is not whole. {hint}",
    runs: "There is a program in this file (a macro or a script). Save it without and upload it again.",
    infected: "The virus scanner takes this file for harmful; it is not kept. Do not open it again, tell your IT, and upload \
               another one. Your text is still here.",
    unseen: "The virus scanner does not answer, and without it no file is taken. Your text is still here. Try again later, and \
             tell your IT.",
    too_large: "The file is too large: at most {most} MB. Make it smaller or divide it.",
    not_here: "This kind of file does not belong into this block. {hint}",
    broken: "The file did not arrive whole. Upload it again; your text is still here.",
};

pub const LS: SpecialBlocks = SpecialBlocks {
    all_of_theme: "Alle Ideen zu {theme}",
    map_label: "Offene Ideen auf der Karte: {n} ({about})",
    whole_city: "ganz Rostock",
    map_more: "Zur großen Karte und zur Liste",
    figure_comments: Plural { one: "Kommentar", other: "Kommentare" },
    hints: [
        "Jede Überschrift kann man auf-klappen. Der Text am Anfang ist immer da.",
        "Lassen Sie das Feld leer. Danach wählen Sie das Thema aus.",
        "Hier sind alle offenen Ideen. Wollen Sie nur ein Thema? Das wählen Sie danach aus.",
        "Lassen Sie das Feld leer. Danach wählen Sie die Zahlen aus.",
        "Lassen Sie das Feld leer. Danach wählen Sie das Bild aus. Und Sie schreiben: Was sieht man auf dem Bild?",
        "Lassen Sie das Feld leer. Danach laden Sie die Dateien hoch. Und Sie schreiben: So heißt die Datei.",
        "Lassen Sie das Feld leer. Danach laden Sie den Film hoch. Und Sie laden die Untertitel hoch. Dazu passt ein Bild: Man sieht es vor dem Film.",
    ],
    hints_title: "So schreiben Sie besondere Teile",

    source: "Von: {source}",
    picture: "Bild",
    video: "Film",
    captions: "Untertitel",
    download: "Den Film herunter-laden ({file})",
    watch: "Den Film ansehen",
    watch_elsewhere: "Den Film ansehen bei {host}",
    elsewhere_note: "Der Link führt zu {host}. Das ist eine andere Internet-Seite. Dort gelten andere Regeln.",

    file: "Datei",
    file_hints: [
        "Das Bild kann ein JPEG, ein PNG oder ein WebP sein. Es darf höchstens 10 MB haben.",
        "Die Datei kann ein PDF sein. Oder sie ist von Word, Excel oder PowerPoint. Sie darf höchstens 20 MB haben. Wer hat die Datei geschrieben? In einem PDF bleibt dieser Name. In anderen Dateien löschen wir ihn meistens. Bitte prüfen Sie das selbst.",
        "Der Film kann ein MP4 oder ein WebM sein. Er darf höchstens 28 MB haben.",
    ],
    upload: "Hoch-laden",
    no_file: "Bitte wählen Sie zuerst eine Datei.",
    unfit: "Diese Datei können wir nicht nehmen. {hint}",
    runs: "In der Datei ist ein Programm. Bitte speichern Sie die Datei ohne das Programm. Dann laden Sie sie noch einmal hoch.",
    infected: "In der Datei ist vielleicht ein Virus. Wir haben sie nicht gespeichert. Bitte sagen Sie der IT Bescheid. Ihr Text \
               ist noch da.",
    unseen: "Wir können die Datei gerade nicht prüfen. Ihr Text ist noch da. Bitte versuchen Sie es später noch einmal. Und sagen \
             Sie der IT Bescheid.",
    too_large: "Die Datei ist zu groß. Sie darf höchstens {most} MB haben.",
    not_here: "Diese Datei passt hier nicht. {hint}",
    broken: "Die Datei ist nicht ganz da. Bitte laden Sie sie noch einmal hoch. Ihr Text ist noch da.",
};
