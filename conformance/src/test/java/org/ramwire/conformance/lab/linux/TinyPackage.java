package org.ramwire.conformance.lab.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A Debian package of one file, and programs that look like a kernel and a busybox. */
public final class TinyPackage {

  private TinyPackage() {}

  /** Writes a package; the member's name says how it is packed. */
  public static Path write(Path target, String member, String name, byte[] content)
      throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (OutputStream packing = packing(member, data);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(packing)) {
      TarArchiveEntry folder = new TarArchiveEntry("./boot/");
      tar.putArchiveEntry(folder);
      tar.closeArchiveEntry();
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    ByteArrayOutputStream ar = new ByteArrayOutputStream();
    ar.writeBytes("!<arch>\n".getBytes(US_ASCII));
    member(ar, "debian-binary", "2.0\n".getBytes(US_ASCII));
    member(ar, "control.tar.xz", new byte[3]);
    member(ar, member, data.toByteArray());
    return Files.write(target, ar.toByteArray());
  }

  private static OutputStream packing(String member, OutputStream data) throws IOException {
    if (member.endsWith(".xz")) {
      return new XZOutputStream(data, new LZMA2Options(0));
    }
    return member.endsWith(".gz") ? new GZIPOutputStream(data) : data;
  }

  private static void member(ByteArrayOutputStream ar, String name, byte[] content) {
    String header =
        String.format(
            Locale.ROOT, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, 0, 0, 0, "100644", content.length);
    ar.writeBytes(header.getBytes(US_ASCII));
    ar.writeBytes(content);
    ar.writeBytes(new byte[content.length & 1]);
  }

  /** Returns what has a kernel's signature and says a version. */
  public static byte[] kernel(String version) {
    byte[] bytes = new byte[2048];
    put(bytes, 0x202, "HdrS");
    bytes[0x20e] = 0x10;
    bytes[0x20f] = 0x02;
    put(bytes, 0x410, version);
    return bytes;
  }

  /** Returns what has an ELF header with one program header of a type, and says a version. */
  public static byte[] busybox(String version, int programHeader) {
    byte[] bytes = new byte[512];
    put(bytes, 0, "\u007fELF");
    bytes[0x20] = 0x40;
    bytes[0x36] = 56;
    bytes[0x38] = 1;
    bytes[0x40] = (byte) programHeader;
    put(bytes, 256, version);
    return bytes;
  }

  private static void put(byte[] bytes, int offset, String text) {
    byte[] characters = text.getBytes(US_ASCII);
    System.arraycopy(characters, 0, bytes, offset, characters.length);
  }
}
