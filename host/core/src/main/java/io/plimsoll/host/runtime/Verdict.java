package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.PluginException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.EnumSet;
import java.util.Set;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * What a throwable that came out of a plug-in means.
 *
 * @param exception what the caller gets
 * @param blamesPlugin whether it counts against the plug-in
 * @param summary the same for others than the caller: where it was thrown, without the plug-in's own text, which may
 *     quote what it read for this caller
 */
record Verdict(PlimsollException exception, boolean blamesPlugin, String summary) {
  /** Codes the contract lets a plug-in throw although the host is to blame: a limit, a cancel, a full audit disk. */
  private static final Set<ErrorCode> OF_THE_HOST =
      EnumSet.of(ErrorCode.LIMIT_EXCEEDED, ErrorCode.CANCELLED, ErrorCode.AUDIT_UNAVAILABLE);

  static Verdict of(Throwable thrown, PluginId plugin, String what) {
    if (thrown instanceof PluginException other && !plugin.isNamedBy(other)) {
      // It called another plug-in, whose own guard has counted the failure.
      return new Verdict(other, false, "");
    }
    if (thrown instanceof PlimsollException said && isAllowed(said.code())) {
      return new Verdict(said, false, "");
    }
    if (thrown instanceof OutOfMemoryException) {
      return new Verdict(
          new PlimsollException(
              ErrorCode.LIMIT_EXCEEDED,
              "Plug-in " + plugin + " reached the limit of its off-heap memory in " + what + ".",
              "Read fewer parts at the same time, or give the host more memory.",
              thrown),
          false,
          "");
    }
    if (isHeapFull(thrown)) {
      return new Verdict(
          new PlimsollException(
              ErrorCode.LIMIT_EXCEEDED,
              "The Java heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB is full; plug-in " + plugin
                  + " could not end " + what + ".",
              "Give the host more: PLIMSOLL_JAVA_OPTS=-Xmx2g for the command line, or more heap for the program that it is"
                  + " embedded in.",
              thrown),
          false,
          "");
    }
    return new Verdict(
        plugin.exception(
            ErrorCode.PLUGIN_FAILED,
            "failed in " + what + ": " + inWords(thrown),
            "Report it to the author of " + plugin.file() + " with the stack trace from the log.",
            thrown),
        true,
        "failed in " + what + ": " + where(thrown));
  }

  /** The type of a throwable and the first step of its way that is not the JDK's. */
  static String where(Throwable thrown) {
    String type = type(thrown);
    for (StackTraceElement step : thrown.getStackTrace()) {
      if (!step.getClassName().matches("(java|jdk|sun)\\..*")) {
        return type + " at " + step;
      }
    }
    return type;
  }

  /** The type of a throwable and its message, on one line. */
  static String inWords(Throwable thrown) {
    String message = thrown.getMessage();
    String type = type(thrown);
    return message == null || message.isBlank() ? type : type + ", " + message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /**
   * The throwable, or one in its place when its message cannot be read: what a plug-in threw must not throw again
   * when it is told or logged.
   */
  static Throwable readable(Throwable thrown) {
    if (thrown.getClass() == OutOfMemoryError.class) {
      // The JDK's own says nothing strange, and printing it takes memory that is not there.
      return thrown;
    }
    try {
      thrown.printStackTrace(new PrintWriter(Writer.nullWriter()));
      return thrown;
    } catch (Throwable unreadable) {
      return new IllegalStateException(thrown.getClass().getName() + ", whose message cannot be read");
    }
  }

  private static String type(Throwable thrown) {
    return thrown instanceof SecretTexts.ClearedFailure cleared ? cleared.type() : thrown.getClass().getSimpleName();
  }

  /**
   * Whether the heap was full, which all share: who asked for memory last need not be who has it. Lack of class space
   * or of threads is told by another message, and an array larger than any heap is a plug-in's own mistake.
   */
  private static boolean isHeapFull(Throwable thrown) {
    return thrown instanceof OutOfMemoryError
        && thrown.getMessage() != null
        && (thrown.getMessage().startsWith("Java heap space") || thrown.getMessage().startsWith("GC overhead limit"));
  }

  private static boolean isAllowed(ErrorCode code) {
    return code.blame() == ErrorCode.Blame.USER
        || code.blame() == ErrorCode.Blame.STORAGE
        || OF_THE_HOST.contains(code);
  }
}
