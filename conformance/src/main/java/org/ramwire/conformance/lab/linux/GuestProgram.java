package org.ramwire.conformance.lab.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ramwire.conformance.files.FileFault;

/** The kernel or the busybox of a guest, from a Debian package or as a file of its own. */
public final class GuestProgram {

  private static final int MAX_BYTES = 64 << 20;
  private static final Pattern KERNEL_FILE = Pattern.compile("boot/vmlinuz-[^/]+");
  private static final Pattern BUSYBOX_FILE = Pattern.compile("(usr/)?bin/busybox");
  private static final Pattern BUSYBOX_VERSION = Pattern.compile("BusyBox v[ -~]{1,100}");

  /** Where an x86 kernel has its signature, and where the version's text, counted from 512. */
  private static final int SIGNATURE_OFFSET = 0x202;

  private static final int VERSION_POINTER_OFFSET = 0x20e;
  private static final int VERSION_BASE = 0x200;

  /** ELF's program header that names a loader of shared libraries. */
  private static final int PT_INTERP = 3;

  private final String source;
  private final String version;
  private final byte[] bytes;

  private GuestProgram(String source, String version, byte[] bytes) {
    this.source = source;
    this.version = version;
    this.bytes = bytes;
  }

  /**
   * Reads a kernel.
   *
   * @param file a package such as {@code linux-image-6.1.0-56-cloud-amd64}, or a vmlinuz
   * @return the kernel
   * @throws IOException if it is neither, or cannot be read
   */
  public static GuestProgram kernel(Path file) throws IOException {
    byte[] bytes = read(file, KERNEL_FILE.asMatchPredicate(), "boot/vmlinuz-*");
    if (bytes.length < 1024 || !text(bytes, SIGNATURE_OFFSET, 4).equals("HdrS")) {
      throw new IOException(file + ": is neither a kernel's package nor an x86 kernel (vmlinuz)");
    }
    int version = VERSION_BASE + unsignedShort(bytes, VERSION_POINTER_OFFSET);
    return new GuestProgram(name(file), text(bytes, version, 200), bytes);
  }

  /**
   * Reads a busybox.
   *
   * @param file the package {@code busybox-static}, or a busybox that needs no shared library
   * @return the busybox
   * @throws IOException if it is neither, or cannot be read
   */
  public static GuestProgram busybox(Path file) throws IOException {
    byte[] bytes = read(file, BUSYBOX_FILE.asMatchPredicate(), "bin/busybox");
    Matcher version = BUSYBOX_VERSION.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (bytes.length < 64 || !text(bytes, 0, 4).equals("\u007fELF") || !version.find()) {
      throw new IOException(file + ": is neither busybox-static's package nor a busybox");
    }
    if (needsLoader(bytes)) {
      throw new IOException(
          file + ": this busybox needs shared libraries; take the one of busybox-static");
    }
    return new GuestProgram(name(file), version.group(), bytes);
  }

  private static byte[] read(Path file, Predicate<String> wanted, String what) throws IOException {
    try {
      if (DebianPackage.is(file)) {
        return DebianPackage.of(file).content(wanted, what, MAX_BYTES);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("is longer than " + (MAX_BYTES >> 20) + " MiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFault.of(file, e);
    }
  }

  private static boolean needsLoader(byte[] elf) {
    int headers = unsignedShort(elf, 0x20);
    int size = unsignedShort(elf, 0x36);
    int count = unsignedShort(elf, 0x38);
    for (int i = 0; i < count; i++) {
      int at = headers + i * size;
      if (at + 4 <= elf.length && unsignedShort(elf, at) == PT_INTERP) {
        return true;
      }
    }
    return false;
  }

  private static int unsignedShort(byte[] bytes, int offset) {
    return (bytes[offset] & 0xff) | (bytes[offset + 1] & 0xff) << 8;
  }

  /** Returns the text at an offset, up to a zero or so many characters. */
  private static String text(byte[] bytes, int offset, int maxChars) {
    int end = offset;
    while (end < Math.min(bytes.length, offset + maxChars) && bytes[end] != 0) {
      end++;
    }
    return offset > end ? "" : new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Returns the name of the file that it came from. */
  String source() {
    return source;
  }

  /** Returns what it says of its version. */
  String version() {
    return version;
  }

  /** Returns the program itself, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  String sha256() {
    return Sha256.of(bytes);
  }
}
