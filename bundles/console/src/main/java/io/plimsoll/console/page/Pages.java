package io.plimsoll.console.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.plimsoll.api.identity.SignedIn;
import io.plimsoll.console.Site;
import io.plimsoll.console.gate.Visitor;
import java.util.HashMap;
import java.util.Map;

/** Turns templates into answers. The templates are classes of the bundle. Thread-safe. */
public final class Pages {
  private static final String TEMPLATES = "io.plimsoll.console.template";

  private final Site site;
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), TEMPLATES);

  /** Pages of this site. */
  public Pages(Site site) {
    this.site = site;
  }

  /** What is the same on every page. */
  public Site site() {
    return site;
  }

  /**
   * Answers with a template, which gets a {@link Frame} named {@code frame} beside its own values.
   *
   * @param template its name without {@code .jte}
   */
  public void render(Context context, String template, Map<String, ?> values) {
    SignedIn visitor = Visitor.orNobody(context);
    String organisation = Visitor.isInside(context) ? context.pathParamMap().get("organisation") : null;
    Map<String, Object> all = new HashMap<>(values);
    all.put(
        "frame",
        new Frame(
            site, visitor == null ? null : visitor.person(), visitor == null ? null : visitor.csrfToken().orElse(null),
            Visitor.rights(context), organisation, path(context), theme(context)));
    StringOutput html = new StringOutput();
    engine.render(template + ".jte", all, html);
    context.html(html.toString());
  }

  private static String theme(Context context) {
    String theme = context.cookie("plimsoll-theme");
    return "light".equals(theme) || "dark".equals(theme) ? theme : "auto";
  }

  /** Where a request leads, within the console. */
  String path(Context context) {
    String path = context.path();
    return path.startsWith(site.base()) ? path.substring(site.base().length()) : path;
  }
}
