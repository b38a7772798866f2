//! A harness for the RWCP/1 protocol, around a decoder that reads PAGE and ZERO records.
use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// What you add to the codec, add here: xbzrle compress page-sizes body migration encode …
const FEATURES: &[&str] = &["serve", "zero"];

const DONE: i32 = 0;
const REFUSED: i32 = 10;
const UNSUPPORTED: i32 = 20;
const HARNESS: i32 = 30;

/// Why a case was not done.
enum Failure {
    Refused(String),
    Unsupported,
    Harness(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Harness(error.to_string())
    }
}

// ---- the codec: this part is yours ---------------------------------------------------------

struct Block {
    name: Vec<u8>,
    bytes: Vec<u8>,
    listed: bool,
}

struct Decoder<'a> {
    stream: &'a [u8],
    at: usize,
    page_size: usize,
    memory: &'a mut [Block],
    listed: bool,
    /// The block of the last page record.
    block: Option<usize>,
}

impl<'a> Decoder<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Failure> {
        self.expect(count <= self.stream.len() - self.at, "cut")?;
        self.at += count;
        Ok(&self.stream[self.at - count..self.at])
    }

    fn number(&mut self, size: usize) -> Result<u64, Failure> {
        Ok(self.take(size)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    fn name(&mut self) -> Result<&'a [u8], Failure> {
        let length = self.number(1)? as usize;
        self.take(length)
    }

    fn expect(&self, condition: bool, what: &str) -> Result<(), Failure> {
        if condition {
            return Ok(());
        }
        Err(Failure::Refused(format!("{what} before {:#x}", self.at)))
    }

    fn read(&mut self) -> Result<(), Failure> {
        let good = self.take(8)? == b"QEVM\0\0\0\x03";
        self.expect(good, "magic or version")?;
        let (mut ram, mut ended, mut footers) = (None, false, None);
        loop {
            let kind = self.number(1)?;
            if kind == 0 {
                return self.expect(ram.is_some(), "no ram section");
            }
            self.expect(kind <= 4, "section type")?;
            let section = self.number(4)?;
            if kind == 1 || kind == 4 {
                self.expect(ram.is_none(), "second section")?;
                let good = self.name()? == b"ram" && self.number(8)? == 4;
                self.expect(good, "section name, instance or version")?;
                ram = Some(section);
            }
            self.expect(ram == Some(section) && !ended, "section id")?;
            ended = kind >= 3;
            self.payload()?;
            let present = self.stream.get(self.at) == Some(&0x7e);
            self.expect(*footers.get_or_insert(present) == present, "footer")?;
            if present {
                let good = self.number(1)? == 0x7e && self.number(4)? == section;
                self.expect(good, "footer's id")?;
            }
        }
    }

    fn payload(&mut self) -> Result<(), Failure> {
        loop {
            let header = self.number(8)?;
            let flags = header & (self.page_size as u64 - 1);
            let address = header - flags;
            match flags {
                0x04 => self.block_list(address)?,
                _ if !self.listed => self.expect(false, "no block list")?,
                0x10 => return self.expect(address == 0, "address of EOS"),
                0x02 | 0x08 | 0x22 | 0x28 => self.page(flags, address)?,
                _ => self.expect(false, "flags")?,
            }
        }
    }

    fn block_list(&mut self, total: u64) -> Result<(), Failure> {
        self.expect(!self.listed, "second block list")?;
        self.listed = true;
        let mut left = total;
        while left > 0 {
            let name = self.name()?;
            let length = self.number(8)?;
            self.expect(length > 0 && length <= left, "length of a block")?;
            let found = self
                .memory
                .iter_mut()
                .find(|block| block.name == name && block.bytes.len() as u64 == length && !block.listed)
                .map(|block| block.listed = true);
            self.expect(found.is_some(), "block")?;
            left -= length;
        }
        Ok(())
    }

    fn page(&mut self, flags: u64, offset: u64) -> Result<(), Failure> {
        if flags & 0x20 == 0 {
            let name = self.name()?;
            self.block = self.memory.iter().position(|block| block.listed && block.name == name);
        }
        let Some(block) = self.block else {
            return self.expect(false, "name of a block, or CONTINUE without one");
        };
        let length = self.memory[block].bytes.len();
        self.expect(offset <= (length - self.page_size) as u64, "offset of a page")?;
        let size = self.page_size;
        let content = self.take(if flags & 0x08 != 0 { size } else { 1 })?;
        let page = &mut self.memory[block].bytes[offset as usize..][..size];
        if flags & 0x08 != 0 {
            page.copy_from_slice(content);
        } else {
            page.fill(content[0]);
        }
        Ok(())
    }
}

/// Writes out/main.bin from the images that the case names; then add encode to FEATURES.
fn encode(_case: &Case) -> Result<(), Failure> {
    Err(Failure::Unsupported)
}

// ---- the harness: this part can stay -------------------------------------------------------

/// The lines of case.txt: what follows a key, once for each line that has it.
struct Case {
    dir: PathBuf,
    lines: HashMap<String, Vec<String>>,
}

impl Case {
    fn read(dir: &Path) -> Result<Case, Failure> {
        let mut lines: HashMap<String, Vec<String>> = HashMap::new();
        for line in fs::read_to_string(dir.join("case.txt"))?.lines() {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            lines.entry(key.to_string()).or_default().push(value.to_string());
        }
        Ok(Case { dir: dir.to_path_buf(), lines })
    }

    fn all(&self, key: &str) -> &[String] {
        self.lines.get(key).map_or(&[], |values| values)
    }

    fn one(&self, key: &str) -> Result<&str, Failure> {
        let missing = || Failure::Harness(format!("case.txt has no {key}"));
        self.all(key).first().map(String::as_str).ok_or_else(missing)
    }
}

fn trouble<E: std::fmt::Display>(error: E) -> Failure {
    Failure::Harness(error.to_string())
}

fn decode(case: &Case) -> Result<(), Failure> {
    let mut memory = Vec::new();
    for block in case.all("block") {
        let words: Vec<&str> = block.splitn(3, ' ').collect();
        let bytes = vec![0; words[1].parse().map_err(trouble)?];
        memory.push(Block { name: words[2].as_bytes().to_vec(), bytes, listed: false });
    }
    for before in case.all("before") {
        let (index, file) = before.split_once(' ').ok_or(trouble("before"))?;
        memory[index.parse::<usize>().map_err(trouble)?].bytes = fs::read(case.dir.join(file))?;
    }
    let stream = fs::read(case.dir.join(case.one("stream")?.trim_start_matches("main ")))?;
    let page_size = case.one("page-size")?.parse().map_err(trouble)?;
    let (at, listed, block) = (0, false, None);
    Decoder { stream: &stream, at, page_size, memory: &mut memory, listed, block }.read()?;
    let out = case.dir.join("out");
    fs::create_dir_all(&out)?;
    for (index, block) in memory.iter().enumerate() {
        fs::write(out.join(format!("{index}.img")), &block.bytes)?;
    }
    Ok(())
}

fn run(dir: &Path) -> i32 {
    let done = Case::read(dir).and_then(|case| {
        let needs = case.all("needs").iter().flat_map(|line| line.split(' '));
        if !needs.into_iter().all(|need| FEATURES.contains(&need)) {
            return Err(Failure::Unsupported);
        }
        if case.one("role")? == "encode" { encode(&case) } else { decode(&case) }
    });
    match done {
        Ok(()) => DONE,
        Err(Failure::Unsupported) => UNSUPPORTED,
        Err(Failure::Refused(why)) => {
            eprintln!("{why}");
            REFUSED
        }
        Err(Failure::Harness(why)) => {
            eprintln!("{why}");
            HARNESS
        }
    }
}

/// The requests are flat, and the kit escapes nothing but quotes and backslashes.
fn serve() -> io::Result<i32> {
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.contains("\"cmd\":\"bye\"") {
            break;
        }
        if let (Some((_, id)), Some((_, dir))) = (line.split_once("\"id\":"), line.split_once("\"dir\":\"")) {
            let id: String = id.chars().take_while(char::is_ascii_digit).collect();
            let dir = dir.trim_end_matches("\"}").replace("\\\"", "\"").replace("\\\\", "\\");
            println!("{{\"id\":{id},\"exit\":{}}}", run(Path::new(&dir)));
        } else {
            println!("{{\"protocol\":1,\"features\":{FEATURES:?}}}");
        }
        io::stdout().flush()?;
    }
    Ok(DONE)
}

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().collect();
    match words.get(1).map(String::as_str) {
        Some("features") => println!("{}", FEATURES.join("\n")),
        Some("serve") => process::exit(serve()?),
        _ => process::exit(words.get(2).map_or(HARNESS, |dir| run(Path::new(dir)))),
    }
    Ok(())
}
