/// An enumeration that lists itself: a variant that is added is in `ALL`, and so in every table and test that walks it.
macro_rules! listed {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$of:meta])* $variant:ident),* $(,)? }) => {
        $(#[$about])*
        pub enum $name { $($(#[$of])* $variant),* }

        impl $name {
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];
        }
    };
}

pub(crate) use listed;
