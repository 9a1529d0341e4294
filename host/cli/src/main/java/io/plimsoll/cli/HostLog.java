package io.plimsoll.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Warnings go to a file below home, nothing to the terminal, until somebody asks.
 *
 * <p>Set up in code: the XML way takes a tenth of a second from every command.
 */
public final class HostLog extends ContextAwareBase implements Configurator {
  /** Nobody writes a line of his own with a line break in what is logged. */
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%thread] %logger{0}: %replace(%msg){'[\\r\\n\\u001b]+', ' / '}%n";

  /** Silent until the home is known. Called by logback. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Starts to write the log of this home; with verbosity, to standard error too. */
  static void open(Path home, int verbosity) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(verbosity > 1 ? Level.DEBUG : verbosity == 1 ? Level.INFO : Level.WARN);
    // In detail it writes down the headers of each request, and with them what people sign in with.
    context.getLogger("org.eclipse.jetty").setLevel(verbosity > 1 ? Level.INFO : null);
    RollingFileAppender<ILoggingEvent> file = started(file(context, home.resolve("logs")), context);
    if (file.isStarted()) {
      // A home that cannot be written to is the host's to complain about.
      root.addAppender(file);
    }
    if (verbosity > 0) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setTarget("System.err");
      root.addAppender(started(console, context));
    }
  }

  private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path folder) {
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setFile(folder.resolve("plimsoll.log").toString());
    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(context);
    names.setParent(file);
    names.setFileNamePattern(folder.resolve("plimsoll.%i.log").toString());
    names.setMaxIndex(3);
    names.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("10MB"));
    size.start();
    file.setRollingPolicy(names);
    file.setTriggeringPolicy(size);
    return file;
  }

  private static <A extends OutputStreamAppender<ILoggingEvent>> A started(A appender, LoggerContext context) {
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(context);
    lines.setPattern(PATTERN);
    lines.start();
    appender.setContext(context);
    appender.setEncoder(lines);
    appender.start();
    return appender;
  }
}
