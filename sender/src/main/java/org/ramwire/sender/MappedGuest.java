package org.ramwire.sender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ramwire.codec.Idstr;
import org.ramwire.format.PageSize;

/**
 * A guest whose memory is in files, mapped: of any length, and read when pages are sent.
 *
 * <p>Writes to blocks stay in memory; the files keep what they hold. Blocks stand in the order of
 * their lengths, the longest first. Any number of threads write to blocks while one sends.
 */
public final class MappedGuest implements GuestMemory {

  private final PageSize pageSize;
  private final BlockPlacement<MappedGuestBlock> placement;

  /**
   * Makes a guest without memory.
   *
   * @param pageSize the page size in force
   */
  public MappedGuest(PageSize pageSize) {
    this.pageSize = pageSize;
    this.placement = new BlockPlacement<>(pageSize);
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
    return placement.add(address -> new MappedGuestBlock(pageSize, name, address, mapped));
  }

  @Override
  public List<MappedGuestBlock> blocks() {
    return placement.blocks();
  }

  @Override
  public long listVersion() {
    return placement.version();
  }
}
