Console.WriteLine("mixconsole");
