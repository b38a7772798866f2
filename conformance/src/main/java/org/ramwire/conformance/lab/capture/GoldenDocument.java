package org.ramwire.conformance.lab.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.lab.qemu.Provenance;
import org.ramwire.conformance.lab.scenario.Determinism;
import org.ramwire.conformance.lab.scenario.Scenario;

/** The document {@code golden.json}: what a golden stream is and where it comes from. */
final class GoldenDocument {

  static final String STREAM = "stream.bin";

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  private GoldenDocument() {}

  /** Returns the name of a block's image. */
  static String ram(int index) {
    return "ram/" + index + ".img";
  }

  static String of(CaptureResult capture) {
    Scenario scenario = capture.scenario();
    Determinism determinism = scenario.expectations().determinism();
    ObjectNode document = JSON.createObjectNode();
    document.put("format", FORMAT);
    document.put("scenario", scenario.name());
    document.put("title", scenario.title());
    document.put("qemuVersion", capture.provenance().version());
    document.put("qemuPackage", capture.provenance().packageVersion());
    document.put("deterministic", determinism == Determinism.STREAM);
    document.put("determinism", determinism.name().toLowerCase(Locale.ROOT));
    document.put("pageSizeBytes", scenario.pageSize().bytes());
    document.set("stream", file(STREAM, capture.stream()));
    putBlocks(document.putArray("blocks"), capture);
    capture.totals().forEach(document.putObject("totals")::put);
    ArrayNode capabilities = document.putArray("capabilities");
    capture.provenance().capabilities().forEach(capabilities::add);
    scenario.settings().parameters().forEach(document.putObject("parameters")::put);
    putProvenance(document, capture.provenance());
    try {
      return JSON.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void putBlocks(ArrayNode blocks, CaptureResult capture) {
    for (RamBlock block : capture.blocks()) {
      ObjectNode entry = blocks.addObject();
      entry.put("index", block.index());
      entry.put("idstr", block.idstr().toString());
      entry.setAll(file(ram(block.index()), capture.memory().get(block.index())));
    }
  }

  private static void putProvenance(ObjectNode document, Provenance provenance) {
    ArrayNode commandLine = document.putArray("commandLine");
    provenance.commandLine().forEach(commandLine::add);
    document.set("queryMigrate", provenance.queryMigrate());
    document.set("qmp", provenance.transcript());
  }

  private static ObjectNode file(String name, byte[] content) {
    return JSON.createObjectNode()
        .put("file", name)
        .put("lengthBytes", content.length)
        .put("sha256", sha256(content));
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
