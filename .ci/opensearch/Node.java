import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.transport.Netty4ModulePlugin;

/** Node runs one node of OpenSearch until it is killed. Its folder has the settings: DIR/config/opensearch.yml. */
class Node {
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Settings paths = Settings.builder()
                .put("path.home", home.toString())
                .put("path.logs", home.resolve("logs").toString())
                .build();
        var environment = InternalSettingsPreparer.prepareEnvironment(paths, Map.of(), home.resolve("config"), () -> "node");
        new OpenSearchRunnerNode(environment, List.of(
                CommonAnalysisModulePlugin.class, PainlessModulePlugin.class, Netty4ModulePlugin.class)).start();
        new CountDownLatch(1).await();
    }
}
