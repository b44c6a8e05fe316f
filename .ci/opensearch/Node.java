import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.transport.Netty4ModulePlugin;

/** Node runs one node of OpenSearch until it is killed: java Node.java DIR SETTING=VALUE... */
class Node {
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        for (String folder : List.of("config", "data", "logs")) {
            Files.createDirectories(home.resolve(folder));
        }
        Map<String, String> settings = new TreeMap<>();
        settings.put("path.home", home.toString());
        settings.put("path.logs", home.resolve("logs").toString());
        Stream.of(args).skip(1).map(s -> s.split("=", 2)).forEach(s -> settings.put(s[0], s[1]));
        Settings.Builder built = Settings.builder();
        settings.forEach(built::put);
        var environment = InternalSettingsPreparer.prepareEnvironment(built.build(), Map.of(), home.resolve("config"), () -> "node");
        new OpenSearchRunnerNode(environment, List.of(
                CommonAnalysisModulePlugin.class, PainlessModulePlugin.class, Netty4ModulePlugin.class)).start();
        new CountDownLatch(1).await();
    }
}
