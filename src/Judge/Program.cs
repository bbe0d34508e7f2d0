return Recsys.Judge.Tool.JudgeTool.Run(args, Console.Out, Console.Error);
