package io.plimsoll.generator;

import io.plimsoll.generator.estate.Estate;
import io.plimsoll.generator.estate.Meter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a part of a price sheet, which is not FOCUS but lies in the same containers. */
final class PriceSheet {
  private static final int ROWS = 40;

  private PriceSheet() {}

  static GeneratedRun.Part write(Path file, Estate estate) throws IOException {
    StringBuilder text = new StringBuilder(
        "\uFEFFmeterId,meterName,meterCategory,unitOfMeasure,marketPrice,unitPrice,currency,priceType\n");
    for (int i = 0; i < ROWS; i++) {
      Meter meter = estate.meter(i);
      text.append(meter.id()).append(',').append(meter.name()).append(',').append(meter.service().name()).append(',')
          .append(meter.usage().unitDescription()).append(',').append(meter.list().usd().value()).append(',')
          .append(meter.contracted().usd().value()).append(",USD,Consumption\n");
    }
    Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    return new GeneratedRun.Part(file, ROWS, Files.size(file));
  }
}
