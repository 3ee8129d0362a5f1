package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import org.junit.jupiter.api.Test;

/** The requirements on a {@link ToolPermissionStore}. Confined to one thread at a time. */
public abstract class ToolPermissionContract extends StoreContract {
  private static final ToolSetting MAIL = new ToolSetting("send_mail", ToolPermission.ALLOW, "ab1");

  /** For a class that has the stores to test. */
  public ToolPermissionContract() {}

  @Test
  void keepsTheLastWordOnATool() {
    settings().put(owner, MAIL);
    assertThat(settings().find(owner, "send_mail")).contains(MAIL);
    ToolSetting changed = new ToolSetting("send_mail", ToolPermission.DENY, null);
    settings().put(owner, changed);
    assertThat(settings().find(owner, "send_mail")).contains(changed);
    assertThat(settings().find(owner, "send")).isEmpty();
  }

  @Test
  void keepsEachUsersOwn() {
    settings().put(owner, MAIL);
    assertThat(settings().find(stranger, "send_mail")).isEmpty();
    assertThat(settings().list(stranger)).isEmpty();
    assertThat(settings().remove(stranger, "send_mail")).isFalse();
    assertThat(settings().find(owner, "send_mail")).contains(MAIL);
  }

  @Test
  void listsByName() {
    ToolSetting other = new ToolSetting("Delete", ToolPermission.ASK, null);
    settings().put(owner, MAIL);
    settings().put(owner, other);
    assertThat(settings().list(owner)).containsExactly(other, MAIL);
  }

  @Test
  void forgets() {
    settings().put(owner, MAIL);
    assertThat(settings().remove(owner, "send_mail")).isTrue();
    assertThat(settings().remove(owner, "send_mail")).isFalse();
    assertThat(settings().find(owner, "send_mail")).isEmpty();
  }

  private ToolPermissionStore settings() {
    return stores().toolPermissions();
  }
}
