package io.plimsoll.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What no code that is shipped does, looked up in its source: what the libraries do is theirs, what is asked of them stands
 * here. Each test finds what it looks for in a line that breaks it.
 */
class SecureCodeTest {
  private static final Pattern ALGORITHM = Pattern.compile("\\b([A-Za-z]+)\\.getInstance\\(\\s*\"([^\"]+)\"");
  private static final Set<String> ALGORITHMS =
      Set.of(
          "CertificateFactory X.509", "Cipher AES/GCM/NoPadding", "KeyFactory Ed25519", "KeyPairGenerator Ed25519",
          "KeyStore PKCS12", "Mac HmacSHA256", "MessageDigest SHA-256", "SSLContext TLS", "Signature Ed25519");

  /** RFC 6238 as the apps of phones read it, and a constant. */
  private static final Pattern NAMED = Pattern.compile("Totp\\.java: .*getInstance\\(algorithm\\)|PostChannel\\.java: .*getInstance\\(HMAC\\)");

  private static Map<String, String> sources;

  @BeforeAll
  static void readWhatIsShipped() throws IOException {
    sources = new TreeMap<>();
    Path root = root();
    List<Path> parts = new ArrayList<>(List.of(root.resolve("api"), root.resolve("host/core"), root.resolve("host/cli")));
    try (Stream<Path> bundles = Files.list(root.resolve("bundles"))) {
      bundles.forEach(parts::add);
    }
    for (Path part : parts) {
      Path main = part.resolve("src/main/java");
      if (Files.isDirectory(main)) {
        try (Stream<Path> files = Files.walk(main)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
            sources.put(root.relativize(file).toString(), Files.readString(file));
          }
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(600);
  }

  @Test
  void onlyApprovedAlgorithmsAreAskedFor() {
    Set<String> found = new TreeSet<>();
    sources.values().forEach(
        source -> {
          Matcher one = ALGORITHM.matcher(source);
          while (one.find()) {
            found.add(one.group(1) + " " + one.group(2));
          }
        });
    assertThat(found).isSubsetOf(ALGORITHMS).contains("MessageDigest SHA-256", "Cipher AES/GCM/NoPadding");
    assertThat(lines("\\b(Cipher|MessageDigest|Signature|KeyPairGenerator|SecretKeyFactory|KeyGenerator)\\.getInstance\\(\\s*[^\"\\s]")).isEmpty();
    assertThat(lines("\\bMac\\.getInstance\\(\\s*[^\"\\s]")).allMatch(line -> NAMED.matcher(line).find());
    assertThat(lines("HMAC = \"")).singleElement().asString().endsWith("\"HmacSHA256\";");
    assertThat(lines("\"(MD5|MD2|SHA-?1|DES|DESede|RC4|AES/ECB[^\"]*|AES/CBC[^\"]*|[^\"]*PKCS1Padding)\"")).isEmpty();
    assertThat(lines("PredefinedAeadParameters\\.")).isNotEmpty().allMatch(line -> line.contains("AES256_GCM"));
    assertThat("Cipher.getInstance(\"AES/ECB/PKCS5Padding\")").containsPattern(ALGORITHM);
  }

  @Test
  void whatIsRandomComesFromTheSecureGenerator() {
    assertThat(lines("new Random\\(|Math\\.random|ThreadLocalRandom|SplittableRandom")).isEmpty();
    assertThat(lines("new SecureRandom\\(")).isNotEmpty();
  }

  @Test
  void noCommandOfTheOperatingSystemIsRun() {
    assertThat(lines("ProcessBuilder|Runtime\\.getRuntime\\(\\)\\.exec")).isEmpty();
  }

  @Test
  void noCodeOrTemplateIsMadeOfText() {
    assertThat(lines("javax\\.script|ScriptEngine|defineClass|JavaCompiler|TemplateEngine\\.create\\(|MVEL|SpelExpression")).isEmpty();
    assertThat(lines("TemplateEngine\\.createPrecompiled\\(")).hasSize(1);
  }

  @Test
  void noNameIsLookedUp() {
    assertThat(lines("javax\\.naming|InitialContext|java\\.rmi")).isEmpty();
  }

  @Test
  void noXmlIsRead() {
    assertThat(lines("javax\\.xml|org\\.xml\\.sax|org\\.w3c\\.dom|XmlMapper|SAXBuilder")).isEmpty();
  }

  @Test
  void noObjectIsReadFromBytes() {
    assertThat(lines("ObjectInputStream|XMLDecoder|enableDefaultTyping|activateDefaultTyping|@JsonTypeInfo\\(use = JsonTypeInfo\\.Id\\.CLASS")).isEmpty();
  }

  @Test
  void aFormatIsNeverWhatSomebodyTyped() {
    List<String> wrong =
        lines("String\\.format\\(\\s*(java\\.util\\.)?(Locale\\.[A-Z]+,\\s*)?[a-z]").stream()
            // Its texts are constants of the class, chosen by the code of an error.
            .filter(line -> !line.contains("credential/azure/Refusal.java") && !line.contains("Locale.ROOT, size < 10 ?"))
            .toList();
    assertThat(wrong).isEmpty();
    assertThat(lines("[a-zA-Z]\\.formatted\\(|\\.printf\\([^\"]")).isEmpty();
  }

  @Test
  void aPatternIsNeverWhatSomebodyTyped() {
    assertThat(lines("Pattern\\.compile\\([^\")]*\\b(text|value|given|typed|pattern|filter|query|name)\\b")).allMatch(line -> line.contains("Pattern.quote"));
    assertThat(lines("\\.(matches|replaceAll|replaceFirst|split)\\((text|value|given|typed|pattern|filter|query|name)\\b(?! ->)")).isEmpty();
  }

  /** File and line of everything that matches. */
  private static List<String> lines(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    List<String> found = new ArrayList<>();
    sources.forEach(
        (file, source) -> {
          if (!wanted.matcher(source).find()) {
            return;
          }
          source.lines().filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("//") && wanted.matcher(line).find())
              .forEach(line -> found.add(file + ": " + line.strip()));
        });
    return found;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("bundles"))) {
      folder = folder.getParent();
    }
    assertThat(folder).isNotNull();
    return folder;
  }
}
