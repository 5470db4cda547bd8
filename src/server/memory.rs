//! How much freed memory the C library holds on to. It makes a store of its own for nearly every thread, and after one
//! large piece was freed (a file that is compressed at the start) it keeps pieces of that size in each of them: half of
//! what the server would occupy. It can be told otherwise before a program begins, through the environment alone.

use std::{env, io, os::unix::process::CommandExt, process::Command};

/// Stores for the memory of threads, pieces that are given back at once, and rest that is kept.
const SETTINGS: [&str; 3] = ["MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"];

/// Whatever a common answer needs comes from those stores; a piece that is larger has pages of its own, which go back with
/// it and leave no gap. At 100,000 proposals under load this is 5 MB less than with 2 MB, at the same time of the processor.
const BYTES: usize = 256 * 1024;

/// Begins this program once more in its own place, told so: the same process, the same arguments. Where that is not
/// possible, or an operator has chosen, it goes on as it is.
pub fn settle() {
    if !cfg!(all(target_os = "linux", target_env = "gnu")) || is_chosen(|name| env::var_os(name).is_some()) {
        return;
    }
    // One for each processor: as many threads as that allocate at the same time.
    let arenas = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let error = begin_again(arenas);
    eprintln!("The allocator keeps its settings: {error}");
}

fn is_chosen(is_set: impl Fn(&str) -> bool) -> bool {
    SETTINGS.into_iter().chain(["GLIBC_TUNABLES"]).any(is_set)
}

/// Returns only when it did not work.
fn begin_again(arenas: usize) -> io::Error {
    let program = match env::current_exe() {
        Ok(program) => program,
        Err(error) => return error,
    };
    let [most_arenas, at_once, rest] = SETTINGS;
    Command::new(program)
        .args(env::args_os().skip(1))
        .env(most_arenas, arenas.to_string())
        .env(at_once, BYTES.to_string())
        .env(rest, BYTES.to_string())
        .exec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_operator_chose_stays() {
        assert!(!is_chosen(|_| false));
        assert!(is_chosen(|name| name == "GLIBC_TUNABLES"));
        assert!(is_chosen(|name| name == "MALLOC_ARENA_MAX"), "and after the second beginning there is no third");
    }
}
