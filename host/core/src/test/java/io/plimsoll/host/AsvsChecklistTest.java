package io.plimsoll.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/security/asvs.csv says of each requirement names a test or page that is there, and is counted right. */
class AsvsChecklistTest {
  private static final Pattern ROW = Pattern.compile("(V[0-9.]+),(L[12]),[^,]*,(?:\"(?:[^\"]|\"\")*\"|[^,]*),(\"(?:[^\"]|\"\")*\"|[^,]*),.*");
  private static final Pattern TEST = Pattern.compile("([A-Za-z0-9]+)#([A-Za-z0-9]+)");

  @Test
  void eachRowThatPassesNamesWhatIsThere() throws IOException {
    Path root = root();
    Map<String, String> sources = sources(root);
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    int applying = 0;
    for (String line : Files.readAllLines(root.resolve("docs/security/asvs.csv")).stream().skip(1).toList()) {
      Matcher row = ROW.matcher(line);
      assertThat(row.matches()).as(line).isTrue();
      String status = row.group(3).replace("\"", "");
      String verdict = status.replaceFirst(":.*", "");
      String why = status.replaceFirst("^[^:]*: ?", "");
      assertThat(verdict).as(line).isIn("pass", "fail", "not-applicable");
      if (line.split(",")[2].equals("n/a")) {
        continue;
      }
      applying++;
      counts.merge(verdict, 1, Integer::sum);
      if (why.isBlank()) {
        wrong.add(row.group(1) + " says nothing");
      } else if (verdict.equals("pass") && !proven(root, sources, why)) {
        wrong.add(row.group(1) + " names " + why + ", which is not there");
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(applying).isEqualTo(211);
    assertThat(Files.readString(root.resolve("docs/security.md")).replaceAll("\\s+", " "))
        .as("the count in docs/security.md")
        .contains(
            counts.get("pass") + " of 211 pass", counts.get("not-applicable") + " do not apply",
            counts.get("fail") + " are not shown yet");
  }

  private static boolean proven(Path root, Map<String, String> sources, String why) {
    Matcher test = TEST.matcher(why);
    if (!test.matches()) {
      return why.startsWith("docs/") && isThere(root, why);
    }
    String source = sources.get(test.group(1));
    return source != null && source.contains("@Test") && source.contains(" " + test.group(2) + "(");
  }

  /** A page, or a chapter of it behind {@code #}. */
  private static boolean isThere(Path root, String page) {
    String[] parts = page.split("#", 2);
    try {
      Path file = root.resolve(parts[0]);
      return Files.isRegularFile(file)
          && (parts.length == 1
              || Files.readAllLines(file).stream()
                  .anyMatch(l -> l.matches("#{1,4} .*") && l.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-').equals(parts[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of every test, by the name of its class. */
  private static Map<String, String> sources(Path root) throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String part : List.of("api", "host", "bundles")) {
      try (Stream<Path> files = Files.walk(root.resolve(part))) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java") && f.toString().contains("src/test/java")).toList()) {
          sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("docs/security/asvs.csv"))) {
      folder = folder.getParent();
    }
    assertThat(folder).as("a folder with docs/security/asvs.csv above %s", Path.of("").toAbsolutePath()).isNotNull();
    return folder;
  }
}
