"""The demo district: real places of Xinhua, invented estates, companies and people. Calls services only."""
