package org.ramwire.conformance.stream.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.ramwire.conformance.stream.images.ExtractedMemory;

/** A {@code blocks.json} that has been checked against its schema. */
public final class BlocksDocument {

  private BlocksDocument() {}

  /** Reads the one of a directory. */
  public static JsonNode in(Path directory) throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(directory.resolve(ExtractedMemory.INDEX_NAME).toFile());
    check(document);
    return document;
  }

  static void check(JsonNode document) throws IOException {
    try (InputStream schema =
        BlocksDocument.class.getResourceAsStream("/schemas/blocks.schema.json")) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(schema)
                  .validate(document.toString(), InputFormat.JSON))
          .isEmpty();
    }
  }
}
