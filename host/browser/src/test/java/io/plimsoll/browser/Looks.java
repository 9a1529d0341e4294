package io.plimsoll.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a page looks: what axe-core finds wrong in light and dark, whether it fits a phone, and pictures where they are wanted. */
final class Looks {
  static final int PHONE = 360;
  private static final int WIDE = 1280;
  private static final int HIGH = 900;

  private Looks() {}

  /** What is wrong with a page as it stands, in both colours and on a phone; a page that is shown once cannot be asked for again. */
  static List<String> wrong(Page page, String name) {
    List<String> wrong = new ArrayList<>();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    violations(name + " in light", new AxeBuilder(page), wrong);
    shoot(page, name + "-light");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    violations(name + " in dark", new AxeBuilder(page).withRules(List.of("color-contrast")), wrong);
    shoot(page, name + "-dark");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(PHONE, 740);
    int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
    if (width > PHONE) {
      wrong.add(name + " is " + width + " wide on a phone");
    }
    shoot(page, name + "-phone");
    page.setViewportSize(WIDE, HIGH);
    return wrong;
  }

  /** Adds what axe-core finds. */
  static void violations(String name, AxeBuilder axe, List<String> wrong) {
    for (Rule rule : axe.analyze().getViolations()) {
      wrong.add(name + ": " + rule.getId() + ", " + rule.getHelp() + " " + rule.getNodes().get(0).getHtml() + " " + rule.getNodes().get(0).getFailureSummary());
    }
  }

  /** A picture, where a folder for them is named. */
  static void shoot(Page page, String name) {
    String wanted = System.getProperty("plimsoll.screens", "");
    if (wanted.isEmpty()) {
      return;
    }
    try {
      Path folder = Path.of(wanted);
      Files.createDirectories(folder);
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")).setFullPage(true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
