package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class HostLogTest {
  private final Logger logger = LoggerFactory.getLogger("io.plimsoll.test");
  @TempDir Path home;

  @AfterEach
  void silentAgain() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new HostLog().configure(context);
  }

  @Test
  void warningsGoToAFileBelowHome() throws IOException {
    HostLog.open(home, 0);
    logger.info("all is well");
    logger.warn("a plug-in rests");

    assertThat(Files.readString(home.resolve("logs/plimsoll.log"))).contains("a plug-in rests").doesNotContain("all is well");
  }

  @Test
  void inDetailTheServerKeepsTheHeadersOfRequestsToItself() throws IOException {
    HostLog.open(home, 2);
    LoggerFactory.getLogger("org.eclipse.jetty.server").debug("Cookie: __Host-plimsoll=secret");
    logger.debug("so many rows");

    assertThat(Files.readString(home.resolve("logs/plimsoll.log"))).contains("so many rows").doesNotContain("secret");
  }

  @Test
  void nobodyWritesALineOfHisOwn() throws IOException {
    HostLog.open(home, 0);
    logger.warn("no connection {}", "x\r\n2026-01-01T00:00:00.000Z WARN [main] Host: all is well\u001b[2K");

    assertThat(Files.readAllLines(home.resolve("logs/plimsoll.log")))
        .singleElement().asString()
        .matches("[0-9T:.-]+Z WARN  \\[main\\] test: no connection x / 2026-01-01T00:00:00.000Z WARN \\[main\\] Host: all is well / \\[2K");
  }

  @Test
  void nothingIsLoggedBeforeTheHomeIsKnown() {
    assertThat(logger.isErrorEnabled()).isFalse();
  }

  @Test
  void aHomeThatCannotBeWrittenToStopsNothing() throws IOException {
    Path file = Files.createFile(home.resolve("a-file"));

    HostLog.open(file, 0);
    logger.warn("a plug-in rests");

    assertThat(Files.size(file)).isZero();
  }
}
