package io.plimsoll.cli;

import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code org create}. */
@Command(
    name = "create",
    description = "Make an organisation whose data stays in one region.",
    footer = {"", "Example:", "  plimsoll org create acme --region westeurope --plan control"})
final class OrgCreateCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "NAME", description = "2 to 63 lower-case letters, digits and hyphens, a letter first.")
  private String name = "";

  @Option(names = "--region", required = true, paramLabel = "REGION", description = "Where everything of it lies.")
  private String region = "";

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      defaultValue = "enterprise",
      converter = PlanConverter.class,
      description = "core keeps 90 days, control 365, enterprise as long as agreed (default: enterprise, for ever).")
  private Plan plan = Plan.ENTERPRISE;

  @Option(
      names = "--retention-days",
      paramLabel = "N",
      description = "How long an enterprise plan keeps data (default: for ever).")
  private @Nullable Integer retentionDays;

  OrgCreateCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    OrganisationProfile made =
        invocation.host().createOrganisation(name, region, plan, retentionDays, invocation.caller());
    invocation.print(new OrganisationsView(List.of(made), made.name() + " is there. Next: plimsoll connect " + made.name()
        + " --name NAME --store FOLDER"));
    return ExitCode.OK.number();
  }

  /** Reads the lower-case name of a plan. */
  static final class PlanConverter implements ITypeConverter<Plan> {
    @Override
    public Plan convert(String text) {
      for (Plan plan : Plan.values()) {
        if (Exact.name(plan).equals(text)) {
          return plan;
        }
      }
      throw new TypeConversionException("'" + text + "' is none of core, control and enterprise");
    }
  }
}
