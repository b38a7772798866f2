package org.ramwire.conformance.lab.linux;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A Debian package: an ar archive with the files that are installed in its {@code data.tar}. */
final class DebianPackage {

  private static final byte[] MAGIC = {'!', '<', 'a', 'r', 'c', 'h', '>', '\n'};

  /** What unpacking may take: that of xz -9 takes 65 MiB. */
  private static final int XZ_MEMORY_KIB = 70 << 10;

  private final Path file;

  private DebianPackage(Path file) {
    this.file = file;
  }

  /** Tells by its first bytes whether a file may be one. */
  static boolean is(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return Arrays.equals(bytes.readNBytes(MAGIC.length), MAGIC);
    }
  }

  static DebianPackage of(Path file) {
    return new DebianPackage(file);
  }

  /**
   * Reads one of the files that the package installs.
   *
   * @param wanted tells a file by its path, as {@code bin/busybox}
   * @param what names it for an error
   * @param maxBytes how long it may be
   * @return its content
   * @throws IOException if there is none, or this is no package; the message does not name it
   */
  byte[] content(Predicate<String> wanted, String what, int maxBytes) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        ArArchiveInputStream members = new ArArchiveInputStream(raw)) {
      for (ArchiveEntry member = members.getNextEntry();
          member != null;
          member = members.getNextEntry()) {
        if (member.getName().startsWith("data.tar")) {
          return find(unpacked(member.getName(), members), wanted, what, maxBytes);
        }
      }
    } catch (RuntimeException e) {
      // What the libraries throw for some spoiled archives.
      throw new IOException("cannot be unpacked: " + e.getMessage(), e);
    }
    throw new IOException("has no data.tar: no Debian package");
  }

  private InputStream unpacked(String name, InputStream packed) throws IOException {
    return switch (name) {
      case "data.tar" -> packed;
      case "data.tar.gz" -> new GZIPInputStream(packed);
      case "data.tar.xz" -> new XZInputStream(packed, XZ_MEMORY_KIB);
      default ->
          throw new IOException(
              "holds " + name + ", and only xz and gzip are unpacked: give the file within it");
    };
  }

  private byte[] find(InputStream tar, Predicate<String> wanted, String what, int maxBytes)
      throws IOException {
    TarArchiveInputStream files = new TarArchiveInputStream(tar);
    for (TarArchiveEntry entry = files.getNextEntry();
        entry != null;
        entry = files.getNextEntry()) {
      String name =
          entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
      if (entry.isFile() && wanted.test(name)) {
        byte[] content = files.readNBytes(maxBytes + 1);
        if (content.length > maxBytes) {
          throw new IOException(name + " is longer than " + (maxBytes >> 20) + " MiB");
        }
        return content;
      }
    }
    throw new IOException("holds no " + what);
  }
}
