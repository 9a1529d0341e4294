package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Makes exports with the generator. */
final class GeneratorExports implements ExportMaker {
  @Override
  public Made make(Wish wish, Progress progress) {
    throw new PlimsollException(ErrorCode.PLUGIN_MISSING, "The generator is not there.", "Build it first.");
  }

  @Override
  public List<Connection> makeDemo(Path folder, LocalDate today, Progress progress) {
    throw new PlimsollException(ErrorCode.PLUGIN_MISSING, "The generator is not there.", "Build it first.");
  }
}
