package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.cli.TypedCommands.Typed;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.fault.Fault;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two exports cover the same scope and months: from the refusal, by its own advice, to the numbers. */
class ChosenExportTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  /** Some charges lie before the first billing period. */
  private static final String COSTS = "costs acme --metric BilledCost --from 2025-01-01 --to 2025-12-01 --format json";

  private static final String COMPLETE = COSTS.replace("2025-01-01", "2025-10-01");

  @TempDir Path folder;
  private CommandLine commands;
  private Generated generated;
  private String store;
  private String chosen;
  private String other;

  @BeforeEach
  void generate() throws Exception {
    generated =
        ExportGenerator.generate(
            GeneratorSpec.builder(TODAY).seed(71).months(2).rowsPerMonth(200).partsPerRun(1).faults(Fault.DUPLICATE_EXPORT)
                .build(),
            folder.resolve("exports"));
    chosen = generated.exports().get(0);
    other =
        generated.runs().stream().map(GeneratedRun::export).filter(e -> !e.equals(chosen)).findFirst().orElseThrow();
    store = generated.folder().toUri().toString();
    commands = new CommandLine(Files.createDirectories(folder.resolve("jvm")), folder.resolve("home"), TODAY);
  }

  @Test
  void theAdviceOfTheRefusalLeadsToNumbersAndAChangeOfMindCountsNothingTwice() throws Exception {
    // when
    List<Typed> typed =
        commands.type(
            "org create acme --region westeurope", "connect acme --name azure --store " + store, "collect acme",
            "connect acme --name azure --store " + store + " --set export=" + chosen, "collect acme", COSTS,
            "runs acme --format json", "collect acme", "connect acme --name azure --store " + store + " --set export=" + other,
            "collect acme", COSTS, "collect acme", "sql\tacme\tSELECT COUNT(*) AS n FROM focus\t--format\tjson",
            "audit acme --format json", COMPLETE);

    // then: refused with the way out, and the way out works
    Typed refused = typed.get(2);
    assertThat(refused.code()).as(refused.toString()).isEqualTo(4);
    assertThat(refused.out() + refused.err()).contains("cover the same scope", "--set export=" + chosen);
    assertThat(typed.subList(3, 15)).as("%s", typed).extracting(Typed::code).containsOnly(0);
    requireTotal(typed.get(5));
    assertThat(typed.get(6).out()).contains("\"published\"").doesNotContain("ambiguous");
    assertThat(typed.get(7).out()).contains("unchanged").doesNotContain("published ");

    // and the other export takes the place of the first, to the last digit, in costs and in SQL
    requireTotal(typed.get(10));
    assertThat(typed.get(14).out()).contains("\"complete\":true");
    assertThat(new ObjectMapper().readTree(typed.get(12).out()).findValue("n").asLong())
        .isEqualTo(generated.rows());

    // and the record says what was changed
    assertThat(typed.get(13).out())
        .contains("connection.changed", "\"setting export\":\"" + chosen + "\"",
            "\"setting export\":\"" + other + ", was " + chosen + "\"", "\"withdrawn\":\"azure/" + chosen + "\"");
  }

  @Test
  void anotherStoreAnotherNameAndAChoiceOfNothingAreRefusedWithAdvice() throws Exception {
    // given
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

    // when
    List<Typed> typed =
        commands.type(
            "org create acme --region westeurope",
            "connect acme --name azure --store " + store + " --set export=" + chosen + " --set focus.version=1.0",
            "connect acme --name azure --store " + elsewhere.toUri(), "connect acme --name again --store " + store,
            "connect acme --name azure --layout loose --store " + store, "collect acme",
            "connect acme --name azure --store " + store + " --set export=dayly", "collect acme", COSTS, COMPLETE);

    // then
    assertThat(typed.subList(2, 5)).extracting(Typed::code).containsOnly(4);
    assertThat(typed.get(2).err()).contains("There is a connection azure already; it reads").contains("Choose another name");
    assertThat(typed.get(3).err()).contains("would count every cost twice").contains("--name azure");
    assertThat(typed.get(4).err()).contains("its layout is azure, not loose").contains("--layout azure");
    assertThat(typed.get(5).code()).as(typed.get(5).toString()).isZero();

    // and a mistyped export takes nothing away of what is shown
    assertThat(typed.get(7).code()).isEqualTo(4);
    assertThat(typed.get(7).out() + typed.get(7).err()).contains("dayly, is none of them");
    requireTotal(typed.get(8));
    assertThat(typed.get(9).out()).contains("\"complete\":false");
  }

  private void requireTotal(Typed costs) throws Exception {
    JsonNode total = new ObjectMapper().readTree(costs.out()).get("totals").get(0);
    assertThat(new BigDecimal(total.get("value").asText()))
        .isEqualByComparingTo(generated.totals().sum(Metric.BILLED_COST, total.get("currency").asText()));
  }
}
