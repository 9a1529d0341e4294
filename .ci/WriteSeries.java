import io.plimsoll.testkit.ExampleExport;
import io.plimsoll.testkit.ExampleSeries;
import java.nio.file.Path;
import java.time.LocalDate;

/** Writes the costs of a weekend that was left on into the folder given, as FOCUS. */
final class WriteSeries {
  public static void main(String[] arguments) {
    ExampleExport.write(
        Path.of(arguments[0]),
        ExampleSeries.from(LocalDate.of(2025, 9, 1))
            .weeks(5, 100, 40).weeks(1, 100, 10).weeks(2, 100, 40).weeks(1, 100, 100).days(4, 100)
            .series());
  }
}
