package io.plimsoll.host.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Finding.Kind;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.Severity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.host.state.AnomalyState;
import io.plimsoll.host.state.Database;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Settings of an organisation with several connections. */
class PoliciesTest {
  private static final SeverityTable STRICT =
      new SeverityTable(
          List.of(new SeverityTable.Row(Severity.CRITICAL, new BigDecimal("50"), new BigDecimal("0.1"))), Severity.MEDIUM);

  @TempDir Path folder;
  private Policies policies;

  @BeforeEach
  void open() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("state.db"));
    policies = new Policies(new AnomalyState(Database.open("acme", source, "io/plimsoll/host/db/state"), "acme"));
  }

  private Severity of(String connection) {
    return policies.severity(connection).of(Kind.SPIKE, new BigDecimal("100"), new BigDecimal("175"));
  }

  @Test
  void aConnectionHasItsOwnTableElseTheOrganisationsElseTheDefault() {
    assertThat(of("azure")).isEqualTo(Severity.MEDIUM);

    policies.severity("azure", STRICT);
    assertThat(of("azure")).isEqualTo(Severity.CRITICAL);
    assertThat(of("gcp")).isEqualTo(Severity.MEDIUM);

    policies.severity("", STRICT);
    policies.severity("azure", SeverityTable.DEFAULT);
    assertThat(of("gcp")).isEqualTo(Severity.CRITICAL);
    assertThat(of("azure")).isEqualTo(Severity.MEDIUM);

    policies.severity("", null);
    assertThat(of("gcp")).isEqualTo(Severity.MEDIUM);
  }

  @Test
  void detectorsLookAsFarDownAsTheMostSensitiveConnectionAsks() {
    policies.sensitivity("", Sensitivity.LOW);
    policies.sensitivity("gcp", Sensitivity.HIGH);

    assertThat(policies.floors(List.of("azure", "gcp"))).isEqualTo(new Floors(2, 0.1));
    assertThat(policies.floors(List.of("azure"))).isEqualTo(new Floors(20, 0.4));
    assertThat(policies.floors(List.of())).isEqualTo(new Floors(20, 0.4));
    assertThat(policies.sensitivity("azure")).isEqualTo(Sensitivity.LOW);
  }
}
