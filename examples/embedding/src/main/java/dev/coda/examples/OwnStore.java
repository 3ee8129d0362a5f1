package dev.coda.examples;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import dev.coda.api.session.ToolSetting;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.Coda;
import dev.coda.core.java.JavaTools;
import dev.coda.core.store.InMemoryStores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stores what users said about tools in a store of its own, and everything else in another. */
final class OwnStore {
  private OwnStore() {}

  // region own store
  /** One map for each user; a real one would have a table. */
  static final class TeamPermissions implements ToolPermissionStore {
    private final Map<UserId, Map<String, ToolSetting>> settings = new ConcurrentHashMap<>();

    @Override
    public Optional<ToolSetting> find(UserId user, String toolName) {
      return Optional.ofNullable(of(user).get(toolName));
    }

    @Override
    public List<ToolSetting> list(UserId user) {
      List<ToolSetting> list = new ArrayList<>(of(user).values());
      list.sort(Comparator.comparing(ToolSetting::toolName));
      return list;
    }

    @Override
    public void put(UserId user, ToolSetting setting) {
      of(user).put(setting.toolName(), setting);
    }

    @Override
    public boolean remove(UserId user, String toolName) {
      return of(user).remove(toolName) != null;
    }

    private Map<String, ToolSetting> of(UserId user) {
      return settings.computeIfAbsent(user, id -> new ConcurrentHashMap<>());
    }
  }

  /** Puts the store beside those of another kind. */
  record TeamStores(Stores others, ToolPermissionStore toolPermissions) implements Stores {
    @Override
    public SessionStore sessions() {
      return others.sessions();
    }

    @Override
    public RunStore runs() {
      return others.runs();
    }

    @Override
    public MessageIndex index() {
      return others.index();
    }

    @Override
    public ArtifactStore artifacts() {
      return others.artifacts();
    }
  }

  // endregion

  record Mail(String to) {}

  public static void main(String[] arguments) {
    var mail =
        JavaTools.tool(
            "send_mail", "Sends a mail.", Mail.class, (order, context) -> "Sent to " + order.to());
    // region use own store
    ToolPermissionStore permissions = new TeamPermissions();
    permissions.put(UserId.named("ada"), new ToolSetting("send_mail", ToolPermission.DENY, null));
    Stores stores = new TeamStores(InMemoryStores.create(), permissions);
    try (Coda coda = Coda.builder().model("demo/demo").tools(mail).stores(stores).build()) {
      System.out.println(coda.chat("ada", "today").ask("use send_mail {\"to\": \"bob\"}"));
      System.out.println(coda.chat("eve", "today").ask("use send_mail {\"to\": \"bob\"}"));
    }
    // endregion
  }
}
