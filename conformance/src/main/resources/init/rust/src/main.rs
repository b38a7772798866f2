//! A harness for the RWCP/1 protocol, around a decoder and an encoder of PAGE and ZERO records.
use std::collections::HashMap;
use std::io::{self, BufRead, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// What you add to the codec, add here: xbzrle compress page-sizes body migration encode-xbzrle …
const FEATURES: &[&str] = &["serve", "decode", "zero", "encode", "encode-zero"];

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

/// Writes a migration stream: start, then begin, pages and end for each round, then finish.
struct Encoder<W: Write> {
    out: W,
    /// The block of the last page record.
    block: Option<usize>,
}

impl<W: Write> Encoder<W> {
    fn be64(&mut self, value: u64) -> io::Result<()> {
        self.out.write_all(&value.to_be_bytes())
    }

    fn name(&mut self, name: &[u8]) -> io::Result<()> {
        self.out.write_all(&[name.len() as u8])?;
        self.out.write_all(name)
    }

    fn start(&mut self, blocks: &[(Vec<u8>, u64)]) -> io::Result<()> {
        self.out.write_all(b"QEVM\0\0\0\x03")?;
        self.begin(1)?;
        self.name(b"ram")?;
        self.be64(4)?;
        self.be64(blocks.iter().map(|(_, length)| length).sum::<u64>() | 0x04)?;
        for (name, length) in blocks {
            self.name(name)?;
            self.be64(*length)?;
        }
        self.end()
    }

    fn begin(&mut self, kind: u8) -> io::Result<()> {
        self.out.write_all(&[kind, 0, 0, 0, 2])
    }

    fn page(&mut self, block: usize, name: &[u8], offset: u64, page: &[u8]) -> io::Result<()> {
        let zero = page.iter().all(|byte| *byte == 0);
        let again = self.block.replace(block) == Some(block);
        self.be64(offset | if zero { 0x02 } else { 0x08 } | if again { 0x20 } else { 0 })?;
        if !again {
            self.name(name)?;
        }
        self.out.write_all(if zero { &[0] } else { page })
    }

    fn end(&mut self) -> io::Result<()> {
        self.be64(0x10)?;
        self.begin(0x7e) // the footer
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin(3)?;
        self.end()?;
        self.out.write_all(&[0])?;
        self.out.flush()
    }
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

    /// Each block's name and length.
    fn blocks(&self) -> Result<Vec<(Vec<u8>, u64)>, Failure> {
        let words = self.all("block").iter().map(|line| line.splitn(3, ' ').collect::<Vec<_>>());
        words.map(|words| Ok((words[2].into(), words[1].parse().map_err(trouble)?))).collect()
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
    for (name, length) in case.blocks()? {
        memory.push(Block { name, bytes: vec![0; length as usize], listed: false });
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

fn numbers(words: &str) -> Result<Vec<u64>, Failure> {
    words.split(' ').map(|word| word.parse().map_err(trouble)).collect()
}

fn encode(case: &Case) -> Result<(), Failure> {
    let blocks = case.blocks()?;
    let mut dirty = Vec::new();
    for (index, (_, length)) in blocks.iter().enumerate() {
        dirty.push(vec![0, index as u64, 0, *length]); // round 0 sends every page
    }
    for line in case.all("dirty") {
        dirty.push(numbers(line)?);
    }
    let mut page = vec![0; case.one("page-size")?.parse().map_err(trouble)?];
    fs::create_dir_all(case.dir.join("out"))?;
    let out = BufWriter::new(fs::File::create(case.dir.join("out/main.bin"))?);
    let mut encoder = Encoder { out, block: None };
    encoder.start(&blocks)?;
    let mut images: HashMap<usize, fs::File> = HashMap::new();
    for round in 0..numbers(case.one("rounds")?)?[0] {
        let of_round = format!("{round} ");
        for line in case.all("image").iter().filter_map(|line| line.strip_prefix(&of_round)) {
            let (index, file) = line.split_once(' ').ok_or(trouble("image"))?;
            images.insert(index.parse().map_err(trouble)?, fs::File::open(case.dir.join(file))?);
        }
        encoder.begin(2)?;
        for range in dirty.iter().filter(|range| range[0] == round) {
            let (block, from, to) = (range[1] as usize, range[2], range[2] + range[3]);
            for offset in (from..to).step_by(page.len()) {
                page.fill(0);
                if let Some(image) = images.get_mut(&block) {
                    image.seek(SeekFrom::Start(offset))?;
                    image.read_exact(&mut page)?;
                }
                encoder.page(block, &blocks[block].0, offset, &page)?;
            }
        }
        encoder.end()?;
    }
    Ok(encoder.finish()?)
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
