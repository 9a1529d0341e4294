package io.plimsoll.cli;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.region.OrganisationProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code org list}. */
@Command(name = "list", description = "List the organisations.")
final class OrgListCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  OrgListCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    List<OrganisationProfile> all = all(invocation.host());
    invocation.print(
        new OrganisationsView(
            all, all.isEmpty() ? "There is no organisation yet. Try plimsoll org create acme --region westeurope." : ""));
    return ExitCode.OK.number();
  }

  private List<OrganisationProfile> all(Plimsoll host) {
    List<OrganisationProfile> all = new ArrayList<>();
    @Nullable String last = null;
    List<OrganisationProfile> page;
    do {
      page = host.organisations(last, PAGE, invocation.caller());
      all.addAll(page);
      last = page.isEmpty() ? last : page.get(page.size() - 1).name();
    } while (page.size() == PAGE);
    return all;
  }
}
