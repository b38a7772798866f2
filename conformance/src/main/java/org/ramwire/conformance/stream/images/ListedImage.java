package org.ramwire.conformance.stream.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One image that the index of extracted memory lists.
 *
 * @param file the image
 * @param idstr the name of its block
 */
public record ListedImage(Path file, String idstr) {

  /**
   * Reads the index of a directory that {@link ExtractedMemory} wrote.
   *
   * @param directory has the index and the images
   * @return the images of all blocks, in order
   * @throws IOException if the index cannot be read or is none, if memory is incomplete, or if a
   *     block has no image: to send such memory would spread a loss
   */
  public static List<ListedImage> all(Path directory) throws IOException {
    Path index = directory.resolve(ExtractedMemory.INDEX_NAME);
    JsonNode document = read(index);
    List<ListedImage> images = new ArrayList<>();
    // Before the form had a version it was an array of images, each with a file.
    for (JsonNode entry : document.isArray() ? document : blocks(directory, index, document)) {
      JsonNode file = entry.path("file");
      String idstr = entry.path("idstr").asText();
      if (!file.isTextual()) {
        throw new IOException(
            index
                + ": has no image of '"
                + idstr
                + "' ("
                + entry.path("reason").asText("no file")
                + "); name the images of the others one by one, each as in IMAGE=IDSTR");
      }
      images.add(new ListedImage(directory.resolve(file.textValue()), idstr));
    }
    return images;
  }

  private static JsonNode read(Path index) throws IOException {
    try {
      return new ObjectMapper().readTree(index.toFile());
    } catch (JsonProcessingException e) {
      throw new IOException(index + ": no list of images: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode blocks(Path directory, Path index, JsonNode document) throws IOException {
    JsonNode format = document.path("format");
    if (!format.path("name").asText().equals(ImageIndex.FORMAT_NAME)
        || format.path("version").asInt() != ImageIndex.FORMAT_VERSION) {
      throw new IOException(
          index
              + ": no list of images: expected format "
              + ImageIndex.FORMAT_NAME
              + " of version "
              + ImageIndex.FORMAT_VERSION);
    }
    boolean whole =
        document.path("complete").asBoolean() || document.path("memoryComplete").asBoolean();
    if (!whole) {
      throw new IOException(
          directory
              + ": its memory is incomplete, as "
              + ExtractedMemory.INDEX_NAME
              + " says; to send it all the same, name each image as in IMAGE=IDSTR");
    }
    return document.path("blocks");
  }
}
