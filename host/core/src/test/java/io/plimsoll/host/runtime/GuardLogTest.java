package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.host.runtime.sample.QuotingReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log of a host holds of a plug-in that quotes rows in what it throws. */
class GuardLogTest {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @TempDir Path root;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> log = new OutputStreamAppender<>();

  @BeforeEach
  void listen() {
    LoggerContext context = ROOT.getLoggerContext();
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(context);
    lines.setPattern("%level %msg%n");
    lines.start();
    log.setContext(context);
    log.setEncoder(lines);
    log.setOutputStream(written);
    log.start();
    ROOT.setLevel(Level.DEBUG);
    ROOT.addAppender(log);
  }

  @AfterEach
  void endListening() {
    ROOT.detachAppender(log);
    ROOT.setLevel(Level.OFF);
    log.stop();
  }

  @Test
  void itSaysWhatWasThrownAndWhereAndQuotesNothing() {
    // given
    TestBundle.of("quoting", ExportReader.class, QuotingReader.class).in(root.resolve("bundles"));

    // when: it fails in a call and again when it is closed
    try (PluginRuntime plugins = TestBundle.start(root, GuardLimits.standard(), new SettableClock())) {
      ExportReader reader = plugins.find(ExportReader.class, "quoting");
      assertThatThrownBy(() -> reader.open("part", new ScriptedPart(), "quoting"))
          .as("who called is told all").hasMessageContaining("canary-4711");
    }

    // then
    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains(
            "WARN Plug-in quoting (ExportReader, test.quoting-1.0.0.jar) failed in ExportReader.open",
            "java.lang.IllegalStateException", "at io.plimsoll.host.runtime.sample.QuotingReader.failure",
            "Suppressed: io.plimsoll.host.runtime.Unquoted: java.lang.IllegalArgumentException",
            "Caused by: io.plimsoll.host.runtime.Unquoted: java.io.IOException",
            "Plug-in quoting (ExportReader, test.quoting-1.0.0.jar) could not be closed: PLUGIN_FAILED")
        .doesNotContain("canary-4711").doesNotContain("17.35");
  }

  @Test
  void throwablesThatCauseEachOtherAreCutShort() {
    Exception one = new Exception("canary-4711");
    one.initCause(new Exception("canary-4711", one));

    int depth = 0;
    for (Throwable cause = Unquoted.of(one); cause != null; cause = cause.getCause()) {
      assertThat(cause).hasMessage("java.lang.Exception");
      depth++;
    }
    assertThat(depth).isEqualTo(8);
  }
}
