package org.ramwire.sender.memory;

import java.util.List;
import org.ramwire.codec.Idstr;
import org.ramwire.format.PageSize;
import org.ramwire.sender.profile.SenderProfile;

/**
 * A guest whose memory is on the heap, and takes room only where it has been written.
 *
 * <p>Blocks stand in the order of their maximum lengths, the longest first, and among equals in the
 * order in which they came. Any number of threads write to blocks, and add and remove them, while
 * one sends.
 */
public final class HeapGuest implements GuestMemory {

  private final PageSize pageSize;
  private final BlockPlacement<HeapGuestBlock> placement;

  /**
   * Makes a guest without memory, whose blocks have addresses as in the seed's build.
   *
   * @param pageSize the page size in force
   */
  public HeapGuest(PageSize pageSize) {
    this(pageSize, SenderProfile.SEED);
  }

  /**
   * Makes a guest without memory.
   *
   * @param pageSize the page size in force
   * @param profile whose addresses the blocks have: they decide which pages share a slot of the
   *     cache of sent pages
   */
  public HeapGuest(PageSize pageSize, SenderProfile profile) {
    this.pageSize = pageSize;
    this.placement = new BlockPlacement<>(pageSize, profile);
  }

  /**
   * Adds a block of fixed length, zero everywhere.
   *
   * @param idstr its name, which no other block has
   * @param lengthBytes a positive multiple of the page size
   * @return the block
   * @throws IllegalArgumentException if the name or the length is wrong
   */
  public HeapGuestBlock addBlock(String idstr, long lengthBytes) {
    return addBlock(idstr, lengthBytes, lengthBytes);
  }

  /**
   * Adds a block that can change its length, zero everywhere.
   *
   * @param idstr its name, which no other block has
   * @param usedLength a positive multiple of the page size
   * @param maxLength how far it may grow, a multiple of the page size
   * @return the block
   * @throws IllegalArgumentException if the name or a length is wrong
   */
  public HeapGuestBlock addBlock(String idstr, long usedLength, long maxLength) {
    return addBlock(new BlockLayout(Idstr.of(idstr), usedLength, maxLength, 0, 0, false));
  }

  /**
   * Adds a block, zero everywhere.
   *
   * @param layout its name, which no other block has, its lengths, and what its list entry states
   * @return the block
   * @throws IllegalArgumentException if the name is taken or a length is wrong
   */
  public HeapGuestBlock addBlock(BlockLayout layout) {
    return placement.add(
        layout.maxLength(), address -> new HeapGuestBlock(pageSize, layout, address));
  }

  /**
   * Takes a block away.
   *
   * @param block one of the guest's
   * @throws IllegalArgumentException if it is not
   */
  public void removeBlock(HeapGuestBlock block) {
    placement.remove(block);
  }

  @Override
  public List<HeapGuestBlock> blocks() {
    return placement.blocks();
  }

  @Override
  public long listVersion() {
    return placement.version();
  }
}
