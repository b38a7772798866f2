package org.ramwire.conformance.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The names beside a wanted file or directory under which it grows: {@code .NAME.unfinished-HEX},
 * where nobody guesses the digits.
 *
 * @param target what is wanted, absolute
 * @param token the digits
 */
record HiddenName(Path target, String token) {

  /** What a file system lets a name have, less what is put around it. */
  private static final int MAX_NAME_BYTES = 200;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** The digits that this process has in use. */
  private static final Set<String> IN_USE = ConcurrentHashMap.newKeySet();

  static HiddenName fresh(Path target) {
    String token;
    do {
      token = String.format("%016x", RANDOM.nextLong());
    } while (!IN_USE.add(token));
    return new HiddenName(target, token);
  }

  /** Tells whether it is one of this process. */
  boolean inUse() {
    return IN_USE.contains(token);
  }

  /** Gives the digits back. */
  void release() {
    IN_USE.remove(token);
  }

  /** Where it grows. */
  Path growing() {
    return target.resolveSibling(prefix(target) + token);
  }

  /** The file whose lock tells that somebody is at work. */
  Path lock() {
    return target.resolveSibling(prefix(target) + token + ".lock");
  }

  /** Where something is put that has to make room. */
  Path replaced() {
    return target.resolveSibling(prefix(target) + token + ".replaced");
  }

  /** Matches the names of locks, whoever's they are; the digits are the first group. */
  static Pattern lockNames(Path target) {
    return Pattern.compile(Pattern.quote(prefix(target)) + "([0-9a-f]{16})\\.lock");
  }

  private static String prefix(Path target) {
    String name = target.getFileName().toString();
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      end = name.offsetByCodePoints(end, -1);
    }
    return "." + name.substring(0, end) + ".unfinished-";
  }
}
