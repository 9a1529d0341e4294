package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the templates and the script of the pages ask of people and browsers, as they are written. */
class FormRulesTest {
  private static final Pattern INPUT = Pattern.compile("<input [^>]*>");
  private static final Pattern NAME = Pattern.compile(" name=\"([^\"]+)\"");
  private static final List<String> SECRETS = List.of("password", "current", "chosen", "secret", "client-secret");

  private static Map<String, String> templates;
  private static String script;

  @BeforeAll
  static void read() throws IOException {
    templates = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/jte"))) {
      for (Path file : files.toList()) {
        templates.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    script = Files.readString(Path.of("src/main/resources/io/plimsoll/console/assets/console.js"));
    assertThat(templates).hasSizeGreaterThan(40);
  }

  @Test
  void whatIsSecretIsTypedUnseen() {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (String input : inputs(templates.values())) {
      if (SECRETS.contains(name(input))) {
        seen++;
        if (!input.contains("type=\"password\"")) {
          wrong.add(input);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThanOrEqualTo(6);
  }

  @Test
  void passwordsMayBePastedAndFilledInByWhatKeepsThem() {
    for (String input : inputs(List.of(templates.get("signin.jte"), templates.get("welcome.jte"), templates.get("account.jte"), templates.get("secondfactor.jte")))) {
      if (input.contains("type=\"password\"")) {
        assertThat(input).containsPattern("autocomplete=\"(current|new)-password\"");
      }
    }
    assertThat(templates.values()).noneMatch(t -> t.contains("onpaste") || t.contains("autocomplete=\"off\" type=\"password\""));
    assertThat(script).doesNotContain("paste");
  }

  @Test
  void nobodyIsAskedForAHintOrASecretQuestion() {
    TreeSet<String> asked = new TreeSet<>();
    for (String page : List.of("signin.jte", "signincode.jte", "welcome.jte", "account.jte", "secondfactor.jte", "secondfactorcode.jte", "sso.jte")) {
      inputs(List.of(templates.get(page))).stream().map(FormRulesTest::name).filter(n -> !n.isEmpty()).forEach(asked::add);
    }
    assertThat(asked).isSubsetOf("to", "email", "password", "organisation", "pending", "code", "token", "name", "current", "chosen", "csrf");
  }

  @Test
  void noScriptOrHandlerStandsInAPageAndNothingIsShownUnescaped() {
    assertThat(templates).allSatisfy((file, template) -> {
      assertThat(template).as(file).doesNotContainPattern("<script(?![^>]* src=)").doesNotContainPattern(" on[a-z]+=\"").doesNotContain("javascript:");
      assertThat(template.split("\\$unsafe\\{", -1).length - 1).as(file + ": unescaped").isLessThanOrEqualTo(file.equals("chart.jte") || file.equals("secondfactorcode.jte") || file.equals("layout.jte") ? 1 : 0);
    });
  }

  @Test
  void theScriptMakesNoCodeOfTextKeepsNothingAndWritesNoProperty() {
    assertThat(script)
        .doesNotContainPattern("\\beval\\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\\.write")
        .doesNotContainPattern("localStorage|sessionStorage|indexedDB|caches\\.")
        .doesNotContainPattern("\\[[^\\]\"']+\\]\\s*=[^=]|Object\\.assign|__proto__|\\.prototype");
    assertThat(script.split("document\\.cookie", -1)).as("the theme alone").hasSize(2);
    assertThat(templates.get("layout.jte")).contains("\"allowEval\":false", "\"historyCacheSize\":0", "\"allowScriptTags\":false", "\"selfRequestsOnly\":true");
  }

  private static List<String> inputs(Iterable<String> pages) {
    List<String> inputs = new ArrayList<>();
    for (String page : pages) {
      Matcher input = INPUT.matcher(page);
      while (input.find()) {
        inputs.add(input.group());
      }
    }
    return inputs;
  }

  private static String name(String input) {
    Matcher name = NAME.matcher(input);
    return name.find() ? name.group(1) : "";
  }
}
