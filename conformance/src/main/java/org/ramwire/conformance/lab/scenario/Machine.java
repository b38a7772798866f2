package org.ramwire.conformance.lab.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A machine flavour: how a real QEMU is made to have a scenario's blocks.
 *
 * @param name the file's name without its ending
 * @param program the QEMU program, as it is called on the search path
 * @param arguments its arguments, with placeholders: {@code {length:0}} and {@code {idstr:0}} for a
 *     block of the scenario, {@code {firmware}} for the firmware image's path
 * @param firmwareBlock the idstr of the block that a firmware image fills, whose first content is
 *     that image
 */
public record Machine(
    String name, @Nullable String program, List<String> arguments, @Nullable String firmwareBlock) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(length|idstr):(\\d+)}");

  /**
   * Copies the list.
   *
   * @param name the file's name without its ending
   * @param program the QEMU program, as it is called on the search path
   * @param arguments its arguments, with placeholders: {@code {length:0}} and {@code {idstr:0}} for
   *     a block of the scenario, {@code {firmware}} for the firmware image's path
   * @param firmwareBlock the idstr of the block that a firmware image fills, whose first content is
   *     that image
   */
  public Machine {
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads a flavour that comes with Ramwire.
   *
   * @param name its name
   * @return the flavour
   * @throws IOException if there is none of that name, or its file is wrong
   */
  public static Machine find(String name) throws IOException {
    JsonFields fields = JsonFields.parse(name, Resources.text("/machines/" + name + ".json"));
    List<String> arguments = new ArrayList<>();
    String program = fields.has("program") ? fields.text("program") : null;
    String firmwareBlock = fields.has("firmwareBlock") ? fields.text("firmwareBlock") : null;
    if (fields.has("extends")) {
      Machine base = find(fields.text("extends"));
      arguments.addAll(base.arguments);
      program = program == null ? base.program : program;
      firmwareBlock = firmwareBlock == null ? base.firmwareBlock : firmwareBlock;
    }
    arguments.addAll(fields.texts("arguments"));
    fields.end();
    return new Machine(name, program, arguments, firmwareBlock);
  }

  /**
   * Fills the placeholders that a scenario decides.
   *
   * @param scenario gives block names and lengths
   * @return the arguments, which still hold {@code {firmware}}
   * @throws ScenarioException if the scenario lacks a block that the flavour needs
   */
  public List<String> argumentsFor(Scenario scenario) throws ScenarioException {
    List<String> filled = new ArrayList<>();
    for (String argument : arguments) {
      Matcher matcher = PLACEHOLDER.matcher(argument);
      StringBuilder text = new StringBuilder();
      while (matcher.find()) {
        ScenarioBlock block = block(scenario, Integer.parseInt(matcher.group(2)));
        boolean length = matcher.group(1).equals("length");
        String value = length ? Integer.toString(block.lengthBytes()) : block.idstr();
        matcher.appendReplacement(text, Matcher.quoteReplacement(value));
      }
      filled.add(matcher.appendTail(text).toString());
    }
    return filled;
  }

  /**
   * Finds the block that a firmware image fills.
   *
   * @param scenario has the block
   * @return its index, or -1 if this flavour has no firmware block
   * @throws ScenarioException if the scenario lacks it
   */
  public int firmwareBlockOf(Scenario scenario) throws ScenarioException {
    if (firmwareBlock == null) {
      return -1;
    }
    List<String> names = scenario.blocks().stream().map(ScenarioBlock::idstr).toList();
    int index = names.indexOf(firmwareBlock);
    if (index < 0) {
      throw new ScenarioException(
          scenario.name(), "machine " + name + " needs a block " + firmwareBlock);
    }
    return index;
  }

  private ScenarioBlock block(Scenario scenario, int index) throws ScenarioException {
    if (index >= scenario.blocks().size()) {
      throw new ScenarioException(scenario.name(), "machine " + name + " needs a block " + index);
    }
    return scenario.blocks().get(index);
  }
}
