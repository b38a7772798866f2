package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.images.ImageIndex;
import org.ramwire.conformance.stream.images.ListedImage;
import org.ramwire.format.PageSize;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.sender.memory.MappedGuest;
import org.ramwire.sender.memory.MappedGuestBlock;
import org.ramwire.sender.profile.SenderProfile;

/** Memory images as people name them, and the guest that has them for memory. */
public final class GuestImages {

  /** The name of memory that has been given none: that of QEMU's usual machines. */
  public static final String USUAL_IDSTR = "pc.ram";

  private static final int COPY_BYTES = 1 << 16;

  /** One image and the block that it becomes. */
  private record Image(Path file, String idstr) {}

  private final List<Image> images = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private GuestImages() {}

  /**
   * Reads what images there are.
   *
   * @param arguments each {@code IMAGE}, {@code IMAGE=IDSTR}, or a directory that {@code ramwire
   *     extract} or {@code receive} has written
   * @return the images
   * @throws IllegalArgumentException if a name is wrong or comes twice
   * @throws IOException if an image is missing
   */
  public static GuestImages parse(List<String> arguments) throws IOException {
    GuestImages images = new GuestImages();
    for (String argument : arguments) {
      images.add(argument);
    }
    return images;
  }

  private void add(String argument) throws IOException {
    if (argument.isBlank()) {
      throw new IllegalArgumentException(
          "--memory: expected an image or a directory, found an empty text");
    }
    int equals = argument.lastIndexOf('=');
    // A file's own name may have an equals sign.
    if (equals < 0 || Files.exists(Path.of(argument))) {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        addDirectory(path);
      } else {
        add(path, USUAL_IDSTR);
      }
      return;
    }
    String idstr = argument.substring(equals + 1);
    if (idstr.isEmpty()) {
      // A block may have no name (RAM-008), but here it is more likely to have been forgotten.
      throw new IllegalArgumentException(
          "--memory: expected a name after '=', as in IMAGE=IDSTR, found '" + argument + "'");
    }
    add(Path.of(argument.substring(0, equals)), idstr);
  }

  private void add(Path file, String idstr) throws IOException {
    Idstr.of(idstr);
    if (!names.add(idstr)) {
      throw new IllegalArgumentException(
          "two blocks of the name '" + idstr + "': name each as in IMAGE=IDSTR");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a memory image");
    }
    images.add(new Image(file, idstr));
  }

  private void addDirectory(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(ExtractedMemory.INDEX_NAME))) {
      throw new IOException(
          directory
              + ": is a directory without "
              + ExtractedMemory.INDEX_NAME
              + "; expected a memory image");
    }
    for (ListedImage image : ListedImage.all(directory)) {
      add(image.file(), image.idstr());
    }
  }

  /**
   * Maps the images.
   *
   * @param pageSize the page size in force
   * @param profile whose addresses the blocks have
   * @return a guest whose writes stay in memory
   * @throws IOException if an image cannot be mapped, is empty, or not whole pages
   */
  public MappedGuest map(PageSize pageSize, SenderProfile profile) throws IOException {
    MappedGuest guest = new MappedGuest(pageSize, profile);
    try {
      for (Image image : images) {
        checkLength(image.file(), pageSize);
        guest.addImage(image.idstr(), image.file());
      }
      return guest;
    } catch (IOException e) {
      guest.close();
      throw e;
    }
  }

  private static void checkLength(Path file, PageSize pageSize) throws IOException {
    long lengthBytes = Files.size(file);
    if (lengthBytes == 0) {
      throw new IOException(file + ": is empty; expected the content of a RAM block");
    }
    if (!pageSize.aligned(lengthBytes)) {
      long padded = (lengthBytes | (pageSize.bytes() - 1)) + 1;
      throw new IOException(
          String.format(
              "%s: has %d bytes, no multiple of the page size of %d;"
                  + " 'truncate -s %d' fills the last page with zeroes",
              file, lengthBytes, pageSize.bytes(), padded));
    }
  }

  /**
   * Writes a guest's memory as images, as {@code ramwire extract} does.
   *
   * @param guest stands still
   * @param pageSize its page size
   * @param directory appears whole or not at all
   * @throws IOException if an image cannot be read or written
   */
  public static void save(MappedGuest guest, PageSize pageSize, ExtractedMemory directory)
      throws IOException {
    List<RamBlock> blocks = new ArrayList<>();
    byte[] buffer = new byte[COPY_BYTES];
    byte[] zeroes = new byte[COPY_BYTES];
    for (MappedGuestBlock block : guest.blocks()) {
      RamBlock saved = new RamBlock(blocks.size(), block.idstr(), block.usedLength());
      BlockMemory image = directory.provide(saved, block.usedLength());
      for (long at = 0; at < block.usedLength(); at += COPY_BYTES) {
        int length = (int) Math.min(COPY_BYTES, block.usedLength() - at);
        block.read(at, buffer, 0, length);
        if (!java.util.Arrays.equals(buffer, 0, length, zeroes, 0, length)) {
          image.write(at, buffer, 0, length);
        }
      }
      blocks.add(saved);
    }
    directory.finish();
    directory.publish(ImageIndex.whole(pageSize, blocks));
  }
}
