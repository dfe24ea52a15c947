import django.db.models.deletion
import linli.base.crypto
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Throttle',
            fields=[
                ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField()),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('phone', linli.base.crypto.SealedField(blank=True, default='')),
                ('phone_digest', models.CharField(blank=True, default='', max_length=64)),
                ('email', linli.base.crypto.SealedField(blank=True, default='')),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(default=False)),
                ('password_set_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('phone_digest', ''), _negated=True), fields=('phone_digest',), name='user_phone_is_one_persons')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('short', models.CharField(max_length=100)),
                ('level', models.CharField(choices=[('city', '市'), ('district', '区'), ('subdistrict', '街道（镇）'), ('community', '社区（村）'), ('grid', '网格'), ('estate', '小区')], max_length=12)),
                ('path', models.CharField(max_length=160, unique=True)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.place')),
            ],
        ),
        migrations.CreateModel(
            name='PlaceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('short', models.CharField(max_length=100)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='people.place')),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('bureau', '区住建局'), ('organisation', '区委组织部'), ('subdistrict', '街道'), ('community', '社区'), ('grid', '网格员'), ('instructor', '党建指导员'), ('company', '物业服务企业'), ('committee', '业委会'), ('owner', '业主'), ('assessor', '考评组成员'), ('admin', '系统管理员')], max_length=30)),
                ('organisation', models.CharField(blank=True, default='', max_length=40)),
                ('title', models.CharField(blank=True, default='', max_length=60)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('by_hand', models.BooleanField(default=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='people.place')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('device', models.CharField(max_length=120)),
                ('network', models.CharField(max_length=40)),
                ('started_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['level', 'path'], name='people_plac_level_38543c_idx'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['code'], name='people_plac_code_f118f8_idx'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('path__startswith', '/'), ('path__endswith', '/')), name='place_path_is_slashed'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='place_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='placename',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('place',), name='place_has_one_name_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['organisation'], name='people_post_organis_0f84dd_idx'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['role'], name='people_post_role_bc0d98_idx'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='posting_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('user', 'place', 'role', 'organisation'), name='posting_is_one_at_a_time'),
        ),
    ]
