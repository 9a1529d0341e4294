package io.plimsoll.generator.estate;

import java.util.List;

/**
 * An Azure service, in FOCUS words.
 *
 * @param provider the resource provider, such as {@code Microsoft.Compute}
 * @param type the resource type below the provider
 * @param label what people call the resource type
 * @param prefix what names of its resources start with
 * @param model IaaS, PaaS or SaaS
 * @param weight how many of a thousand resources are of it
 * @param skus words its meters are named after
 */
public record Service(
    int index,
    String name,
    String category,
    String subcategory,
    String provider,
    String type,
    String label,
    String prefix,
    String model,
    int weight,
    List<Usage> usages,
    String[] skus) {

  /** Virtual machines, which commitments cover, come first. */
  static final int VIRTUAL_MACHINES = 0;

  static final List<Service> ALL = List.of(
      of(0, "Virtual Machines", "Compute", "Virtual Machines", "Microsoft.Compute", "virtualMachines",
          "Virtual machine", "vm", "IaaS", 240, List.of(Usage.VM_HOURS),
          "D2s v5,D4s v5,D8s v5,E4s v5,E8s v5,F4s v2,B2ms,B4ms,D16as v5,NC6s v3"),
      of(1, "Storage Accounts", "Storage", "Object Storage", "Microsoft.Storage", "storageAccounts",
          "Storage account", "st", "PaaS", 150, List.of(Usage.STORED_GB, Usage.OPERATIONS),
          "Hot LRS Data Stored,Hot LRS Write Operations,Cool ZRS Data Stored,All Other Operations,"
              + "Archive GRS Data Stored,Read Operations,Hot ZRS Data Stored,Iterative Read Operations"),
      of(2, "Managed Disks", "Storage", "Block Storage", "Microsoft.Compute", "disks", "Disk", "disk", "IaaS", 130,
          List.of(Usage.DISKS), "P10 LRS,P20 LRS,P30 LRS,E10 LRS,E30 ZRS,S10 LRS,P6 LRS"),
      of(3, "Azure SQL Database", "Databases", "Relational Databases", "Microsoft.Sql", "servers/databases",
          "SQL database", "sql", "PaaS", 60, List.of(Usage.HOURS, Usage.STORED_GB),
          "General Purpose vCore,Data Stored,Business Critical vCore,Backup LRS Data Stored,S3 DTUs,Hyperscale"),
      of(4, "Azure Kubernetes Service", "Compute", "Containers", "Microsoft.ContainerService", "managedClusters",
          "Kubernetes service", "aks", "PaaS", 35, List.of(Usage.HOURS), "Standard Uptime SLA,Standard,Premium LTS"),
      of(5, "Azure App Service", "Web", "Application Platforms", "Microsoft.Web", "serverFarms", "App Service plan",
          "asp", "PaaS", 55, List.of(Usage.HOURS), "P1 v3 App,P2 v3 App,S1 App,B2 App,F1 App,I1 v2"),
      of(6, "Azure Functions", "Compute", "Serverless Compute", "Microsoft.Web", "sites", "Function app", "func",
          "PaaS", 30, List.of(Usage.MILLIONS, Usage.GIGABYTES), "Standard Total Executions,Standard Execution Time"),
      of(7, "Azure Cosmos DB", "Databases", "NoSQL Databases", "Microsoft.DocumentDB", "databaseAccounts",
          "Azure Cosmos DB account", "cosmos", "PaaS", 30, List.of(Usage.HOURS, Usage.STORED_GB),
          "100 RU/s,Data Stored,Autoscale - 100 RU/s,Serverless - 1M RUs"),
      of(8, "Log Analytics", "Management and Governance", "Observability", "Microsoft.OperationalInsights",
          "workspaces", "Log Analytics workspace", "log", "PaaS", 45, List.of(Usage.GIGABYTES),
          "Analytics Logs Data Ingestion,Basic Logs Data Ingestion,Analytics Logs Data Retention"),
      of(9, "Azure Monitor", "Management and Governance", "Observability", "Microsoft.Insights", "components",
          "Application Insights", "appi", "PaaS", 40, List.of(Usage.GIGABYTES, Usage.OPERATIONS),
          "Enterprise Overage Data,Alerts Metrics Monitored,Metrics Queries"),
      of(10, "Azure Virtual Network", "Networking", "Network Infrastructure", "Microsoft.Network",
          "publicIPAddresses", "Public IP address", "pip", "IaaS", 55, List.of(Usage.GATEWAY_HOURS, Usage.GIGABYTES),
          "Standard IPv4 Static Public IP,Inter-Region Egress,Private Link Endpoint,Peering Ingress"),
      of(11, "Load Balancer", "Networking", "Network Routing", "Microsoft.Network", "loadBalancers", "Load balancer",
          "lb", "IaaS", 20, List.of(Usage.GATEWAY_HOURS, Usage.GIGABYTES), "Included LB Rules,Standard Data Processed"),
      of(12, "Application Gateway", "Networking", "Network Routing", "Microsoft.Network", "applicationGateways",
          "Application gateway", "agw", "PaaS", 10, List.of(Usage.GATEWAY_HOURS),
          "Standard Fixed Cost,Standard Capacity Units,WAF v2 Fixed Cost"),
      of(13, "Azure Databricks", "Analytics", "Analytics Platforms", "Microsoft.Databricks", "workspaces",
          "Azure Databricks Service", "dbw", "PaaS", 12, List.of(Usage.HOURS),
          "Premium All-purpose Compute DBU,Premium Jobs Compute DBU,Standard Jobs Light Compute DBU"),
      of(14, "Event Hubs", "Integration", "Messaging", "Microsoft.EventHub", "namespaces", "Event Hubs namespace",
          "evh", "PaaS", 12, List.of(Usage.HOURS, Usage.MILLIONS), "Standard Throughput Unit,Standard Ingress Events"),
      of(15, "Service Bus", "Integration", "Messaging", "Microsoft.ServiceBus", "namespaces",
          "Service Bus namespace", "sb", "PaaS", 12, List.of(Usage.MILLIONS, Usage.HOURS),
          "Standard Messaging Operations,Standard Base Unit,Premium Messaging Unit"),
      of(16, "Key Vault", "Security", "Secret Management", "Microsoft.KeyVault", "vaults", "Key vault", "kv", "PaaS",
          25, List.of(Usage.OPERATIONS), "Operations,Secret Renewal,Advanced Key Operations"),
      of(17, "Azure OpenAI Service", "AI and Machine Learning", "Generative AI", "Microsoft.CognitiveServices",
          "accounts", "Azure OpenAI", "oai", "PaaS", 10, List.of(Usage.TOKENS),
          "gpt-4o Input regional Tokens,gpt-4o Output regional Tokens,text-embedding-3-large Tokens"),
      of(18, "Azure Data Factory", "Analytics", "Data Processing", "Microsoft.DataFactory", "factories",
          "Data factory (V2)", "adf", "PaaS", 12, List.of(Usage.HOURS, Usage.OPERATIONS),
          "Cloud Data Movement,Cloud Pipeline Activity,Cloud Orchestration Activity Run"),
      of(19, "Content Delivery Network", "Networking", "Content Delivery", "Microsoft.Cdn", "profiles",
          "Front Door and CDN profile", "cdn", "PaaS", 8, List.of(Usage.GIGABYTES, Usage.OPERATIONS),
          "Standard Base Fees,Standard Data Transfer Out,Standard Requests"),
      of(20, "Azure DB for PostgreSQL", "Databases", "Relational Databases", "Microsoft.DBforPostgreSQL",
          "flexibleServers", "Azure Database for PostgreSQL flexible server", "psql", "PaaS", 9,
          List.of(Usage.HOURS, Usage.STORED_GB), "B1MS,D4s v3 vCore,Storage Data Stored,Backup Storage LRS Data Stored"),
      of(21, "Virtual Machine Scale Sets", "Compute", "Virtual Machines", "Microsoft.Compute",
          "virtualMachineScaleSets", "Virtual machine scale set", "vmss", "IaaS", 0, List.of(Usage.VM_HOURS),
          "D4s v5,D8s v5,F8s v2"),
      of(22, "Azure Savings Plan for Compute", "Compute", "Virtual Machines", "Microsoft.BillingBenefits",
          "savingsPlanOrders/savingsPlans", "Savings plan", "sp", "IaaS", 0, List.of(Usage.HOURS), "Savings Plan"),
      of(23, "SaaS", "Other", "Other (Other)", "Microsoft.SaaS", "resources", "SaaS", "saas", "SaaS", 0,
          List.of(Usage.HOURS), "Marketplace plan"),
      of(24, "Azure Support", "Management and Governance", "Support", "Microsoft.Support", "supportPlans", "Support plan",
          "support", "SaaS", 0, List.of(Usage.HOURS), "Professional Direct"),
      of(25, "Azure Credits", "Other", "Other (Other)", "", "", "", "credit", "SaaS", 0, List.of(Usage.HOURS),
          "Azure prepayment credit"),
      of(26, "Taxes", "Other", "Other (Other)", "", "", "", "tax", "SaaS", 0, List.of(Usage.HOURS), "VAT"));

  /** The last services of the list are charged in rows of their own, never as daily usage. */
  static final int SAVINGS_PLAN = 22;
  static final int MARKETPLACE = 23;
  static final int SUPPORT = 24;
  static final int CREDIT = 25;
  static final int TAX = 26;
  static final int TOTAL_WEIGHT = ALL.stream().mapToInt(Service::weight).sum();

  private static Service of(
      int index, String name, String category, String subcategory, String provider, String type, String label,
      String prefix, String model, int weight, List<Usage> usages, String skus) {
    return new Service(
        index, name, category, subcategory, provider, type, label, prefix, model, weight, usages, skus.split(","));
  }

  /** The service that this share of {@link #TOTAL_WEIGHT} falls on. */
  static Service byWeight(int share) {
    int left = share;
    for (Service service : ALL) {
      left -= service.weight;
      if (left < 0) {
        return service;
      }
    }
    throw new IllegalArgumentException("no service holds " + share);
  }
}
