package org.ramwire.sender.memory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ramwire.codec.Idstr;
import org.ramwire.format.PageSize;
import org.ramwire.sender.profile.SenderProfile;

/**
 * A guest whose memory is in files, mapped: of any length, and read when pages are sent.
 *
 * <p>Writes to blocks stay in memory; the files keep what they hold. Blocks stand in the order of
 * their lengths, the longest first. Any number of threads write to blocks while one sends. A file
 * that is shortened meanwhile ends the sending.
 */
public final class MappedGuest implements GuestMemory, Closeable {

  private final PageSize pageSize;
  private final BlockPlacement<MappedGuestBlock> placement;

  /**
   * Makes a guest without memory, whose blocks have addresses as in the seed's build.
   *
   * @param pageSize the page size in force
   */
  public MappedGuest(PageSize pageSize) {
    this(pageSize, SenderProfile.SEED);
  }

  /**
   * Makes a guest without memory.
   *
   * @param pageSize the page size in force
   * @param profile whose addresses the blocks have: they decide which pages share a slot of the
   *     cache of sent pages
   */
  public MappedGuest(PageSize pageSize, SenderProfile profile) {
    this.pageSize = pageSize;
    this.placement = new BlockPlacement<>(pageSize, profile);
  }

  /**
   * Adds a block with a file's content.
   *
   * @param idstr its name, which no other block has
   * @param image the file; its length is the block's
   * @return the block
   * @throws IOException if it cannot be mapped, or is empty or not whole pages
   * @throws IllegalArgumentException if the name is wrong or taken
   */
  public MappedGuestBlock addImage(String idstr, Path image) throws IOException {
    Idstr name = Idstr.of(idstr);
    MappedImage mapped = MappedImage.of(image, pageSize);
    try {
      return placement.add(
          mapped.lengthBytes(), address -> new MappedGuestBlock(pageSize, name, address, mapped));
    } catch (IllegalArgumentException e) {
      mapped.close();
      throw e;
    }
  }

  @Override
  public List<MappedGuestBlock> blocks() {
    return placement.blocks();
  }

  @Override
  public long listVersion() {
    return placement.version();
  }

  /** Fails if a file has been shortened, so that what was sent of it may be wrong. */
  @Override
  public void stopDirtyLog() throws IOException {
    for (MappedGuestBlock block : blocks()) {
      block.image().requireWhole();
    }
  }

  /**
   * Closes the files. Not to be called while a sender is at work.
   *
   * @throws IOException if one cannot be closed
   */
  @Override
  public void close() throws IOException {
    for (MappedGuestBlock block : blocks()) {
      block.image().close();
    }
  }
}
