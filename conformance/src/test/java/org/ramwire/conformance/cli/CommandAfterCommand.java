package org.ramwire.conformance.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A process that runs commands, one after another, as its standard input asks for them: the heap of
 * a process can be tried many times for the price of one start.
 */
final class CommandAfterCommand {

  private CommandAfterCommand() {}

  /** Asks a process for a command, and returns the code with which it would have exited. */
  static int run(Process process, String... words) throws IOException {
    DataOutputStream request = new DataOutputStream(process.getOutputStream());
    request.writeInt(words.length);
    for (String word : words) {
      request.writeUTF(word);
    }
    request.flush();
    return new DataInputStream(process.getInputStream()).readInt();
  }

  /** Returns what the last command has written on standard error. */
  static String errors(Process process) throws IOException {
    return new DataInputStream(process.getInputStream()).readUTF();
  }

  /**
   * Runs what is asked for, until the process is ended.
   *
   * @param none nothing
   * @throws IOException if there is nobody to answer
   */
  public static void main(String[] none) throws IOException {
    DataInputStream requests = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(System.out);
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    while (true) {
      String[] words = new String[requests.readInt()];
      for (int i = 0; i < words.length; i++) {
        words[i] = requests.readUTF();
      }
      StringWriter err = new StringWriter();
      answers.writeInt(execute(words, new PrintWriter(err, true)));
      answers.writeUTF(err.toString());
      answers.flush();
    }
  }

  private static int execute(String[] words, PrintWriter err) {
    CommandLine command = Ramwire.commandLine();
    command.setOut(new PrintWriter(OutputStream.nullOutputStream()));
    command.setErr(err);
    try {
      return command.execute(words);
    } catch (Error e) {
      e.printStackTrace(err);
      return ExitCode.OUR_FAULT;
    }
  }
}
