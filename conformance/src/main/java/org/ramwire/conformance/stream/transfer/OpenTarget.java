package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A device, a pipe or standard output: what has been written has gone. */
final class OpenTarget implements SendTarget {

  private final FileChannel channel;
  private final String name;

  OpenTarget(FileChannel channel, String name) {
    this.channel = channel;
    this.name = name;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      return channel.write(source);
    } catch (java.nio.channels.ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String finish() {
    return null;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
