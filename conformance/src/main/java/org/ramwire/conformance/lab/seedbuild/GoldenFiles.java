package org.ramwire.conformance.lab.seedbuild;

import java.io.IOException;
import org.ramwire.golden.SeedStream;

/**
 * A capture that comes with Ramwire.
 *
 * @param stream the golden data
 */
public record GoldenFiles(SeedStream stream) implements CaptureFiles {

  @Override
  public String name() {
    return stream.id();
  }

  @Override
  public byte[] read(String file) throws IOException {
    return stream.file(file);
  }
}
