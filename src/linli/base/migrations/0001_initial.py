from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False)),
                ('workday', models.BooleanField()),
                ('festival', models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.SmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.BigIntegerField(default=0)),
                ('hash', models.CharField(default='', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('key', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('value', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('arguments', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('result', models.JSONField(default=dict)),
                ('error_zh', models.TextField(blank=True)),
                ('error_en', models.TextField(blank=True)),
                ('place', models.CharField(max_length=160)),
                ('asked_by', models.BigIntegerField(null=True)),
                ('asked_by_name', models.CharField(max_length=150)),
                ('asked_role', models.CharField(blank=True, max_length=30)),
                ('asked_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('heartbeat_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'id'], name='base_job_state_2aa773_idx')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(max_length=150)),
                ('role', models.CharField(blank=True, max_length=30)),
                ('verb', models.CharField(max_length=60)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.CharField(blank=True, max_length=40)),
                ('place', models.CharField(blank=True, max_length=160)),
                ('clause', models.CharField(blank=True, max_length=80)),
                ('note', models.TextField(blank=True)),
                ('change', models.JSONField(default=dict)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'id'], name='base_journa_subject_346f75_idx'), models.Index(fields=['place', 'id'], name='base_journa_place_fc8c2d_idx'), models.Index(fields=['verb', 'place', 'at'], name='base_journa_verb_476a3f_idx')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=160)),
                ('media_type', models.CharField(max_length=80)),
                ('size', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('place', models.CharField(max_length=160)),
                ('permission', models.CharField(max_length=40)),
                ('stored_by', models.BigIntegerField(null=True)),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['sha256'], name='base_stored_sha256_9cb8f7_idx')],
            },
        ),
    ]
