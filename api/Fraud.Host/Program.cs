return await Fraud.Host.Commands.CommandLine.RunAsync(args);
